package io.cloudconnectors.local.cloud.aws.sts;

import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.auth.Credentials;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.util.List;
import java.util.Set;

/** The operations of STS. */
public final class StsOperations {
    private StsOperations() {}

    public static List<AwsOperation> all(AccountRegistry accounts, Credentials credentials) {
        return List.of(
                new AwsOperation(
                        AwsService.STS,
                        AssumeRole.NAME,
                        new AwsOperation.Access.OfItsOwn("the role's trust policy and the caller's own policies"),
                        Set.of("RoleArn", "RoleSessionName", "ExternalId", "DurationSeconds", "Policy"),
                        AwsService.STS.model() + ", AssumeRole; AWS STS API Reference, AssumeRole, sample response",
                        new AssumeRole(accounts, credentials)),
                new AwsOperation(
                        AwsService.STS,
                        "GetCallerIdentity",
                        new AwsOperation.Access.OfItsOwn("none: a valid signature is enough"),
                        Set.of(),
                        AwsService.STS.model()
                                + ", GetCallerIdentity; AWS STS API Reference, GetCallerIdentity, sample responses",
                        StsOperations::callerIdentity));
    }

    private static void callerIdentity(OperationCall call, Xml xml) {
        xml.text("Arn", call.caller().arn())
                .text("UserId", call.caller().userId())
                .text("Account", call.caller().accountId());
    }
}
