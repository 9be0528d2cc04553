package io.cloudconnectors.local.cloud.aws.sts;

import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.account.IamRole;
import io.cloudconnectors.local.cloud.aws.account.Partition;
import io.cloudconnectors.local.cloud.aws.auth.Caller;
import io.cloudconnectors.local.cloud.aws.auth.Credential;
import io.cloudconnectors.local.cloud.aws.auth.Credentials;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.policy.AccessRequest;
import io.cloudconnectors.local.cloud.aws.policy.Authorizer;
import io.cloudconnectors.local.cloud.aws.policy.Decision;
import io.cloudconnectors.local.cloud.aws.policy.MalformedPolicy;
import io.cloudconnectors.local.cloud.aws.policy.PolicyDocument;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives a session of a role to a caller that the role's trust policy lets in and that may ask for it. Like STS it does not
 * say whether role, trust policy or External ID is at fault.
 */
public final class AssumeRole implements AwsOperation.Handler {
    public static final String NAME = "AssumeRole";

    private static final String ACTION = "sts:AssumeRole";
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:(aws|aws-cn|aws-us-gov):iam::(\\d{12}):role(/.+/|/)([\\w+=,.@-]{1,64})");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]*");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]*");
    private static final int DEFAULT_SECONDS = 3600;
    private static final int SHORTEST_SECONDS = 900;
    private static final int LONGEST_SECONDS = 43_200;
    private static final int LONGEST_POLICY = 2048;

    private final AccountRegistry accounts;
    private final Credentials credentials;

    AssumeRole(AccountRegistry accounts, Credentials credentials) {
        this.accounts = accounts;
        this.credentials = credentials;
    }

    /** The account whose role is asked for, when the ARN can be read. */
    public static Optional<String> accountOf(Params params) {
        String arn = params.get("RoleArn");
        Matcher parts = ROLE_ARN.matcher(arn == null ? "" : arn);
        return parts.matches() ? Optional.of(parts.group(2)) : Optional.empty();
    }

    @Override
    public void answer(OperationCall call, Xml xml) {
        Params params = call.params();
        String roleArn = constrained("roleArn", params.required("RoleArn"), 20, 2048, null);
        String sessionName = constrained("roleSessionName", params.required("RoleSessionName"), 2, 64, SESSION_NAME);
        String externalId = params.get("ExternalId");
        if (externalId != null) {
            constrained("externalId", externalId, 2, 1224, EXTERNAL_ID);
        }
        Target target = target(roleArn, call);
        checkTrust(target, sessionName, externalId, call);
        checkRegion(target.account(), call);
        Duration length = length(params, target.role(), call.caller());
        Credential session = credentials.mint(session(target, sessionName, sessionPolicy(params)), length);
        write(xml, session);
    }

    private record Target(AwsAccount account, IamRole role, String arn) {}

    private Target target(String roleArn, OperationCall call) {
        Matcher parts = ROLE_ARN.matcher(roleArn);
        if (!parts.matches()) {
            throw AwsFailure.validation(roleArn + " is invalid");
        }
        AwsAccount account = accounts.find(parts.group(2)).orElseThrow(() -> denied(call, roleArn));
        IamRole role = account.role(parts.group(4))
                .filter(found -> found.arn(account).equals(roleArn))
                .orElseThrow(() -> denied(call, roleArn));
        return new Target(account, role, roleArn);
    }

    private void checkTrust(Target target, String sessionName, @Nullable String externalId, OperationCall call) {
        Caller caller = call.caller();
        AccessRequest request = new AccessRequest(
                        caller.principals(),
                        ACTION,
                        target.arn(),
                        Map.of("aws:principalarn", principalArn(caller), "aws:principalaccount", caller.accountId()))
                .with("sts:ExternalId", externalId)
                .with("sts:RoleSessionName", sessionName)
                .with("aws:RequestedRegion", call.region());
        if (!target.role().trustPolicy().trusts(request) || !mayAsk(call.account(), caller, request)) {
            throw denied(call, target.arn());
        }
    }

    /** The caller's own side: across accounts its own policies must allow the call too. */
    private boolean mayAsk(AwsAccount account, Caller caller, AccessRequest request) {
        return switch (caller) {
            case Caller.Platform _ -> true;
            case Caller.Root _ ->
                throw new AwsFailure(
                        CommonError.ACCESS_DENIED.in(AwsService.STS), "Roles may not be assumed by root accounts.");
            case Caller.Session session ->
                account.role(session.roleName())
                        .map(role -> Authorizer.decide(account.serviceControl(), role.permissions(), request)
                                instanceof Decision.Allowed)
                        .orElse(false);
        };
    }

    private static String principalArn(Caller caller) {
        return caller instanceof Caller.Session session ? session.roleArn() : caller.arn();
    }

    /**
     * Only a region in which the role's account has switched STS off is refused here. Whether the region is enabled counts
     * for the caller's account alone, which the endpoint checks for every call. Source: IAM User Guide, "Managing AWS STS in
     * an AWS Region", as corrected by awsdocs/iam-user-guide pull request 283.
     */
    private static void checkRegion(AwsAccount account, OperationCall call) {
        if (account.stsDisabledRegions().contains(call.region())) {
            throw ServiceError.STS_REGION_DISABLED.about(account.id());
        }
    }

    /** A role's session that assumes a further role gets an hour at most. Source: AWS STS API Reference, AssumeRole. */
    private static Duration length(Params params, IamRole role, Caller caller) {
        int seconds = params.integer("DurationSeconds").orElse(DEFAULT_SECONDS);
        if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
            boolean low = seconds < SHORTEST_SECONDS;
            throw AwsFailure.validation("1 validation error detected: Value '" + seconds
                    + "' at 'durationSeconds' failed to"
                    + " satisfy constraint: Member must have value " + (low ? "greater" : "less") + " than or equal to "
                    + (low ? SHORTEST_SECONDS : LONGEST_SECONDS));
        }
        if (seconds > role.maxSessionSeconds()) {
            throw AwsFailure.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        if (caller instanceof Caller.Session && seconds > DEFAULT_SECONDS) {
            throw AwsFailure.validation(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static @Nullable PolicyDocument sessionPolicy(Params params) {
        String policy = params.get("Policy");
        if (policy != null) {
            constrained("policy", policy, 1, LONGEST_POLICY, null);
        }
        try {
            return policy == null ? null : PolicyDocument.parse(PolicyDocument.Kind.IDENTITY, policy);
        } catch (MalformedPolicy malformed) {
            throw ServiceError.IAM_MALFORMED_POLICY_DOCUMENT.about(String.valueOf(malformed.getMessage()));
        }
    }

    private static Caller.Session session(Target target, String name, @Nullable PolicyDocument policy) {
        Partition partition = target.account().partition();
        IamRole role = target.role();
        return new Caller.Session(target.account().id(), partition, target.arn(), role.name(), role.id(), name, policy);
    }

    private static void write(Xml xml, Credential session) {
        xml.element(
                        "AssumedRoleUser",
                        () -> xml.text("AssumedRoleId", session.caller().userId())
                                .text("Arn", session.caller().arn()))
                .element(
                        "Credentials",
                        () -> xml.text("AccessKeyId", session.key().id())
                                .text("SecretAccessKey", session.key().secret())
                                .text("SessionToken", session.sessionToken())
                                .seconds("Expiration", session.expiresAt()));
    }

    private static AwsFailure denied(OperationCall call, String roleArn) {
        return new AwsFailure(
                CommonError.ACCESS_DENIED.in(AwsService.STS),
                "User: " + call.caller().arn() + " is not authorized to perform: " + ACTION + " on resource: "
                        + roleArn);
    }

    private static String constrained(String name, String value, int shortest, int longest, @Nullable Pattern form) {
        String broken = null;
        if (value.length() < shortest) {
            broken = "Member must have length greater than or equal to " + shortest;
        } else if (value.length() > longest) {
            broken = "Member must have length less than or equal to " + longest;
        } else if (form != null && !form.matcher(value).matches()) {
            broken = "Member must satisfy regular expression pattern: " + form;
        }
        if (broken != null) {
            throw AwsFailure.validation("1 validation error detected: Value '" + value + "' at '" + name
                    + "' failed to satisfy constraint: " + broken);
        }
        return value;
    }
}
