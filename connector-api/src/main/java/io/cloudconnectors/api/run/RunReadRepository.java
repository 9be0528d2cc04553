package io.cloudconnectors.api.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.reason.ReasonView;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Provider;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Reads the history of runs. */
@Singleton
class RunReadRepository extends SqlRepository {
    private static final String LIVE = """
            SELECT provider FROM connector WHERE tenant = ? AND id = ? AND deleted_at IS NULL
            """;

    private static final String HISTORY = """
            SELECT {columns}
              FROM run r
             WHERE {conditions}
             ORDER BY r.id DESC
             LIMIT {limit}
            """;

    private static final String SLICES = """
            SELECT region, service, status, reason, gaps, assets, created, changed, gone, observed_at
              FROM slice_result
             WHERE {conditions}
             ORDER BY region, service
             LIMIT {limit}
            """;

    private static final TypeReference<List<StoredGap>> GAPS = new TypeReference<>() {};

    RunReadRepository(@DataSource("api") AgroalDataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** The provider of a connector that the tenant has and that is not deleted. */
    Optional<Provider> provider(Tenant tenant, UUID connectorId) {
        return first(LIVE, List.of(tenant.name(), connectorId), row -> row.constant("provider", Provider.class));
    }

    /** The newest first. */
    Page<RunRow> list(Tenant tenant, UUID connectorId, RunQuery query) {
        List<RunRow> rows = read(
                query.narrow(ofConnector(tenant, connectorId)), query.page().rowsToRead());
        return Page.of(rows, query.page(), run -> List.of(run.id().toString()));
    }

    Optional<RunRow> find(Tenant tenant, UUID connectorId, UUID runId) {
        Conditions conditions = ofConnector(tenant, connectorId).and("r.id = ?", runId);
        return read(conditions, 1).stream().findFirst();
    }

    /** By region and service. */
    Page<RunView.SliceView> slices(Tenant tenant, UUID runId, Provider provider, SliceQuery query) {
        Conditions conditions =
                query.narrow(new Conditions().and("tenant = ?", tenant.name()).and("run_id = ?", runId));
        List<RunView.SliceView> rows = all(
                limited(
                        SLICES.replace("{conditions}", conditions.sql()),
                        query.page().rowsToRead()),
                conditions.values(),
                row -> slice(row, provider));
        return Page.of(rows, query.page(), slice -> List.of(slice.region(), slice.service()));
    }

    private static Conditions ofConnector(Tenant tenant, UUID connectorId) {
        return new Conditions().and("r.tenant = ?", tenant.name()).and("r.connector_id = ?", connectorId);
    }

    private List<RunRow> read(Conditions conditions, int limit) {
        return all(
                limited(HISTORY, limit)
                        .replace("{columns}", RunRow.columns("r"))
                        .replace("{conditions}", conditions.sql()),
                conditions.values(),
                row -> RunRow.of(row, "r"));
    }

    private static RunView.SliceView slice(Row row, Provider provider) throws SQLException {
        return new RunView.SliceView(
                row.text("region"),
                row.text("service"),
                row.constant("status", RunView.SliceStatus.class),
                ReasonView.of(row.json("reason", StoredReason.class), provider),
                row.json("gaps", GAPS).stream().map(gap -> gap.view(provider)).toList(),
                new RunView.AssetCounts(
                        row.integer("assets"), row.integer("created"), row.integer("changed"), row.integer("gone")),
                row.instant("observed_at"));
    }

    /** {@link io.cloudconnectors.contracts.ResultEvent.Gap} as it is stored. */
    private record StoredGap(String type, StoredReason reason, boolean listed) {
        RunView.GapView view(Provider provider) {
            return new RunView.GapView(type, Objects.requireNonNull(ReasonView.of(reason, provider)), listed);
        }
    }
}
