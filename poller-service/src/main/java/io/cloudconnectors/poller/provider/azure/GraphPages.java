package io.cloudconnectors.poller.provider.azure;

import com.azure.core.util.Context;
import com.azure.resourcemanager.resourcegraph.models.QueryRequest;
import com.azure.resourcemanager.resourcegraph.models.QueryRequestOptions;
import com.azure.resourcemanager.resourcegraph.models.QueryResponse;
import com.azure.resourcemanager.resourcegraph.models.ResultFormat;
import com.azure.resourcemanager.resourcegraph.models.ResultTruncated;
import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query of Resource Graph over one subscription. */
final class GraphPages implements Pages {
    static final String PERMISSION = AzurePermission.RESOURCE_GRAPH_READ.action();

    private static final int PAGE_ROWS = 1000;

    private final AzureSource.Table table;
    private final AzureClients.Session session;
    private @Nullable String token;

    GraphPages(AzureSource.Table table, AzureClients.Session session) {
        this.table = table;
        this.session = session;
    }

    @Override
    public Page next() throws InterruptedException {
        QueryResponse answer = session.graph()
                .resourceProviders()
                .resourcesWithResponse(request(), Context.NONE)
                .getValue();
        token = answer.skipToken();
        return new Page(resources(answer.data()), token, isTruncated(answer));
    }

    /** Then there is no token either (Azure Resource Graph, Guidance for pagination). */
    private static boolean isTruncated(QueryResponse answer) {
        return answer.resultTruncated() == ResultTruncated.TRUE && answer.skipToken() == null;
    }

    private QueryRequest request() {
        QueryRequestOptions options =
                new QueryRequestOptions().withTop(PAGE_ROWS).withResultFormat(ResultFormat.OBJECT_ARRAY);
        if (token != null) {
            options.withSkipToken(token);
        }
        return new QueryRequest()
                .withSubscriptions(List.of(session.subscription()))
                .withQuery(table.query())
                .withOptions(options);
    }

    private List<Resource> resources(Object data) {
        if (!(data instanceof List<?> rows)) {
            throw new IllegalArgumentException("An answer without rows");
        }
        List<Resource> resources = new ArrayList<>();
        for (Object row : rows) {
            if (!(row instanceof Map<?, ?> columns)) {
                throw new IllegalArgumentException("A row without columns");
            }
            resources.add(table.row(columns));
        }
        return resources;
    }
}
