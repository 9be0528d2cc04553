package io.cloudconnectors.local.cloud.aws;

import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.account.IamRole;
import io.cloudconnectors.local.cloud.aws.auth.Caller;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.policy.AccessRequest;
import io.cloudconnectors.local.cloud.aws.policy.Authorizer;
import io.cloudconnectors.local.cloud.aws.policy.Decision;
import io.cloudconnectors.local.cloud.aws.policy.ManagedPolicy;
import io.cloudconnectors.local.cloud.aws.policy.PolicyDocument;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import java.util.List;
import java.util.Map;

/** Whether a caller may make a call, by the policies as they are at that moment. */
final class Permissions {
    private Permissions() {}

    /** @throws AwsFailure the service's denial, saying which kind of policy is at fault */
    static void check(AwsOperation operation, OperationCall call) {
        switch (operation.access()) {
            case AwsOperation.Access.OfItsOwn _ -> {}
            case AwsOperation.Access.Permission(var action, var resource) ->
                require(operation, call, request(call, action, resource.apply(call)));
            case AwsOperation.Access.KeyPolicy(var action) -> {
                switch (call.caller()) {
                    case Caller.Platform _, Caller.Root _ -> {}
                    case Caller.Session _ -> require(operation, call, request(call, action, "*"));
                }
            }
        }
    }

    private static void require(AwsOperation operation, OperationCall call, AccessRequest request) {
        if (decide(call, request) instanceof Decision.Denied(var because)) {
            throw denied(operation.service(), call.caller(), request, because);
        }
    }

    private static Decision decide(OperationCall call, AccessRequest request) {
        AwsAccount account = call.account();
        return switch (call.caller()) {
            case Caller.Platform _ -> Authorizer.decide(List.of(), List.of(), request);
            case Caller.Root _ ->
                Authorizer.decide(
                        account.serviceControl(), List.of(ManagedPolicy.ADMINISTRATOR_ACCESS.document()), request);
            case Caller.Session session -> {
                List<PolicyDocument> granted = account.role(session.roleName())
                        .map(IamRole::permissions)
                        .orElse(List.of());
                Decision byRole = Authorizer.decide(account.serviceControl(), granted, request);
                PolicyDocument narrowing = session.sessionPolicy();
                if (narrowing == null || byRole instanceof Decision.Denied) {
                    yield byRole;
                }
                yield Authorizer.decide(List.of(), List.of(narrowing), request) instanceof Decision.Allowed
                        ? byRole
                        : new Decision.Denied("because no session policy allows the " + request.action() + " action");
            }
        };
    }

    private static AccessRequest request(OperationCall call, String action, String resource) {
        Caller caller = call.caller();
        String principalArn = caller instanceof Caller.Session session ? session.roleArn() : caller.arn();
        return new AccessRequest(
                caller.principals(),
                action,
                resource,
                Map.of(
                        "aws:principalarn",
                        principalArn,
                        "aws:principalaccount",
                        caller.accountId(),
                        "aws:requestedregion",
                        call.region(),
                        "aws:securetransport",
                        "false"));
    }

    private static AwsFailure denied(AwsService service, Caller caller, AccessRequest request, String because) {
        String on = request.resource().equals("*") ? "" : " on resource: " + request.resource();
        String sentence =
                "User: " + caller.arn() + " is not authorized to perform: " + request.action() + on + " " + because;
        return new AwsFailure(
                CommonError.ACCESS_DENIED.in(service),
                switch (service.protocol()) {
                    case EC2 -> CommonError.ACCESS_DENIED.in(service).message() + " " + sentence;
                    case QUERY, REST_XML, JSON, REST_JSON -> sentence;
                });
    }
}
