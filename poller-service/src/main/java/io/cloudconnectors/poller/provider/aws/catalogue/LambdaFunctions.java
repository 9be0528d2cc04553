package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;

/**
 * Functions, with the concurrency that is kept for them. Their environment is never taken, since it can hold secrets, nor is
 * anything of their code.
 */
final class LambdaFunctions extends CatalogueEntry {
    private static final int LAMBDA_PAGE = 50;

    LambdaFunctions() {
        super(
                "AWS::Lambda::Function",
                AwsService.LAMBDA,
                AwsPermission.LAMBDA_LIST_FUNCTIONS,
                AwsPermission.LAMBDA_GET_FUNCTION_CONCURRENCY,
                AwsPermission.LAMBDA_LIST_TAGS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListFunctionsResponse answer = calls.client(AwsApi.LAMBDA)
                .listFunctions(r -> r.maxItems(LAMBDA_PAGE).marker(token).overrideConfiguration(calls.session()));
        return page(answer.functions(), function -> function(function, calls), answer.nextMarker());
    }

    private Resource function(FunctionConfiguration function, AwsCalls calls) {
        LambdaClient lambda = calls.client(AwsApi.LAMBDA);
        String name = function.functionName();
        Detail detail = Detail.of(calls, Details.of(function, Set.of("Environment")))
                .with(
                        "reservedConcurrentExecutions",
                        AwsPermission.LAMBDA_GET_FUNCTION_CONCURRENCY,
                        () -> lambda.getFunctionConcurrency(
                                        r -> r.functionName(name).overrideConfiguration(calls.session()))
                                .reservedConcurrentExecutions())
                .tagged(
                        AwsPermission.LAMBDA_LIST_TAGS,
                        () -> lambda.listTags(
                                        r -> r.resource(function.functionArn()).overrideConfiguration(calls.session()))
                                .tags());
        return resource(function.functionArn(), name, calls.region(), detail);
    }
}
