package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;

/** HTTP and WebSocket APIs: those of API Gateway's second version. */
final class HttpApis extends CatalogueEntry {
    HttpApis() {
        super("AWS::ApiGatewayV2::Api", AwsService.API_GATEWAY, AwsPermission.API_GATEWAY_GET);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        GetApisResponse answer = calls.client(AwsApi.API_GATEWAY_V2)
                .getApis(r ->
                        r.maxResults(String.valueOf(PAGE)).nextToken(token).overrideConfiguration(calls.session()));
        return page(
                answer.items(),
                each -> resource(
                        each.apiId(), each.name(), calls.region(), each.tags(), Details.of(each, Set.of("Tags"))),
                answer.nextToken());
    }
}
