package io.cloudconnectors.local.cloud.aws.policy;

import java.util.List;
import java.util.function.Predicate;

/**
 * A policy, as written and as understood.
 *
 * @param json the text as its author wrote it, which IAM gives back unchanged
 */
public record PolicyDocument(String json, List<Statement> statements) {

    /** Which elements a document must and must not have. */
    public enum Kind {
        /** Says who may assume a role: needs a principal, has no resource. */
        TRUST,
        /** Says what an identity may do: needs resources, has no principal. */
        IDENTITY,
        /** Caps what an account's identities may do; same grammar as IDENTITY. */
        SERVICE_CONTROL
    }

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** @throws MalformedPolicy saying what is wrong, in the words that IAM's answer gets */
    public static PolicyDocument parse(Kind kind, String json) {
        return PolicyParser.parse(kind, json);
    }

    /** Whether this trust policy lets the caller in: a match of principal, action and every condition, and no deny. */
    public boolean trusts(AccessRequest request) {
        return effect(request, statement -> statement.names(request)) == Effect.ALLOW;
    }

    Effect effect(AccessRequest request) {
        return effect(request, statement -> true);
    }

    private Effect effect(AccessRequest request, Predicate<Statement> concerned) {
        Effect effect = Effect.SILENT;
        for (Statement statement : statements) {
            if (concerned.test(statement) && statement.appliesTo(request)) {
                if (!statement.allow()) {
                    return Effect.DENY;
                }
                effect = Effect.ALLOW;
            }
        }
        return effect;
    }
}
