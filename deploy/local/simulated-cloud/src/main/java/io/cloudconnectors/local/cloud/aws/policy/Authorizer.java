package io.cloudconnectors.local.cloud.aws.policy;

import java.util.List;

/**
 * Decides one call inside one account: service control policies cap, identity policies grant, a deny anywhere wins.
 * Source: IAM User Guide, "Policy evaluation logic"; the phrases are those of "Troubleshoot access denied error
 * messages".
 */
public final class Authorizer {
    private Authorizer() {}

    /**
     * @param serviceControl the organisation's policies beside {@code FullAWSAccess}, which stays attached: they can only
     *     take away
     * @param identity everything that the caller's role has
     */
    public static Decision decide(
            List<PolicyDocument> serviceControl, List<PolicyDocument> identity, AccessRequest request) {
        if (combined(serviceControl, request) == Effect.DENY) {
            return new Decision.Denied("with an explicit deny in a service control policy");
        }
        return switch (combined(identity, request)) {
            case ALLOW -> new Decision.Allowed();
            case DENY -> new Decision.Denied("with an explicit deny in an identity-based policy");
            case SILENT ->
                new Decision.Denied("because no identity-based policy allows the " + request.action() + " action");
        };
    }

    private static Effect combined(List<PolicyDocument> documents, AccessRequest request) {
        Effect effect = Effect.SILENT;
        for (PolicyDocument document : documents) {
            Effect one = document.effect(request);
            if (one == Effect.DENY) {
                return Effect.DENY;
            }
            effect = one == Effect.ALLOW ? Effect.ALLOW : effect;
        }
        return effect;
    }
}
