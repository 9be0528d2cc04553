package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigateway.model.GetRestApisResponse;

/** REST APIs: those of API Gateway's first version. */
final class RestApis extends CatalogueEntry {
    RestApis() {
        super("AWS::ApiGateway::RestApi", AwsService.API_GATEWAY, AwsPermission.API_GATEWAY_GET);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        GetRestApisResponse answer = calls.client(AwsApi.API_GATEWAY)
                .getRestApis(r -> r.limit(PAGE).position(token).overrideConfiguration(calls.session()));
        return page(
                answer.items(),
                each -> resource(each.id(), each.name(), calls.region(), each.tags(), Details.of(each, Set.of("tags"))),
                answer.position());
    }
}
