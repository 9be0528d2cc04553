package io.cloudconnectors.local.cloud.aws;

import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.auth.Credentials;
import io.cloudconnectors.local.cloud.aws.described.DescribedOperations;
import io.cloudconnectors.local.cloud.aws.described.RestRoute;
import io.cloudconnectors.local.cloud.aws.ec2.Ec2Operations;
import io.cloudconnectors.local.cloud.aws.iam.IamOperations;
import io.cloudconnectors.local.cloud.aws.kms.KmsOperations;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.s3.S3Operations;
import io.cloudconnectors.local.cloud.aws.sts.StsOperations;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.http.HttpCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every operation that is spoken, and which of them a request asks for. */
public final class OperationCatalogue {
    private static final String NOTHING = "-";
    private static final Set<String> PROTOCOL_PARAMETERS = Set.of("Action", "Version");

    private final List<AwsOperation> operations = new ArrayList<>();

    public OperationCatalogue(AccountRegistry accounts, Credentials credentials) {
        this(accounts, credentials, new KmsOperations());
    }

    public OperationCatalogue(AccountRegistry accounts, Credentials credentials, KmsOperations kms) {
        operations.addAll(StsOperations.all(accounts, credentials));
        operations.addAll(Ec2Operations.all());
        operations.addAll(S3Operations.all(accounts));
        operations.addAll(IamOperations.all(accounts));
        operations.addAll(kms.all());
        operations.addAll(DescribedOperations.all());
    }

    public List<AwsOperation> all() {
        return List.copyOf(operations);
    }

    /** What a request names, whether or not it is spoken here; for the log. */
    static String nameIn(AwsService service, HttpCall call, Params params) {
        return switch (service.protocol()) {
            case QUERY, EC2 -> {
                String action = params.get("Action");
                yield action == null ? NOTHING : action;
            }
            case JSON ->
                call.header("x-amz-target")
                        .filter(target -> target.startsWith(service.target()))
                        .map(target -> target.substring(service.target().length()))
                        .orElse(NOTHING);
            case REST_JSON -> RestRoute.named(service, call).orElse(NOTHING);
            case REST_XML -> call.method().equals("GET") ? S3Operations.named(call.rawPath(), params) : call.method();
        };
    }

    /** @throws AwsFailure when it is not spoken, or the request has parameters that are not understood */
    AwsOperation find(AwsService service, String name, Params params) {
        AwsOperation operation = operations.stream()
                .filter(each -> each.service() == service && each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AwsFailure(
                        CommonError.NOT_SIMULATED.in(service), "The simulated cloud does not speak " + name));
        for (String parameter : params.names()) {
            if (!operation.parameters().contains(parameter) && !PROTOCOL_PARAMETERS.contains(parameter)) {
                throw new AwsFailure(
                        CommonError.NOT_SIMULATED.in(service),
                        "The simulated cloud does not understand the parameter " + parameter + " of " + name);
            }
        }
        return operation;
    }
}
