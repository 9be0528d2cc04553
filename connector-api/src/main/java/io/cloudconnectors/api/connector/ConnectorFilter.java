package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which connectors of a tenant are wanted; of an empty set, any.
 *
 * @param label {@code key} or {@code key=value}
 * @param prefix what the name begins with, upper and lower case alike
 */
record ConnectorFilter(
        Set<Provider> providers,
        Set<ConnectorState> states,
        Set<ConnectorHealth> healths,
        Set<ReasonCode> reasons,
        @Nullable String accountId,
        @Nullable String label,
        @Nullable String prefix) {

    /** The query parameters that it is read from. */
    static final Set<String> PARAMETERS = Set.of("provider", "state", "health", "reason", "accountId", "label", "q");

    /** In the collation of the column, so that its index serves. */
    private static final String PREFIX = "lower(? COLLATE pg_unicode_fast) COLLATE \"C\"";

    private static final String RUNNING = "EXISTS (SELECT 1 FROM schedule s"
            + " WHERE s.connector_id = c.id AND s.tenant = c.tenant AND s.running_since IS NOT NULL)";

    /** @throws ProblemException INVALID_PARAMETER */
    static ConnectorFilter of(QueryParameters parameters) {
        String label = parameters.text("label");
        if (label != null && label.startsWith("=")) {
            throw ProblemException.parameter("label", FieldErrorCode.FORMAT, "Write key=value, or a key alone.");
        }
        return new ConnectorFilter(
                parameters.constants("provider", Provider.class),
                parameters.constants("state", ConnectorState.class),
                parameters.constants("health", ConnectorHealth.class),
                parameters.constants("reason", ReasonCode.class),
                parameters.text("accountId"),
                label,
                parameters.text("q"));
    }

    /** The conditions on a connector {@code c}, the narrowing to the tenant first. */
    Conditions conditions(Tenant tenant, ExpiringCredential expiring) {
        Conditions conditions = new Conditions()
                .and("c.tenant = ?", tenant.name())
                .and("c.deleted_at IS NULL")
                .in("c.provider", providers.stream().map(Enum::name).toList())
                .anyOf(states.stream().map(ConnectorFilter::inState).toList())
                .anyOf(healths.stream()
                        .map(health -> inHealth(health, expiring.sql()))
                        .toList());
        byReason(conditions, expiring.sql());
        if (accountId != null) {
            conditions.and("c.account_id = ?", accountId);
        }
        if (label != null) {
            byLabel(conditions, label);
        }
        if (prefix != null) {
            // Ranges instead of LIKE: their operators are leakproof, so they reach the index through row-level
            // security.
            conditions.and(
                    "c.name_key >= " + PREFIX + " AND c.name_key < " + PREFIX + " || U&'\\+10FFFF'", prefix, prefix);
        }
        return conditions;
    }

    private static String inHealth(ConnectorHealth health, String expiring) {
        return switch (health) {
            case OK -> "c.health = 'OK' AND " + expiring + " IS NOT TRUE";
            case DEGRADED -> "c.health = 'DEGRADED' OR " + expiring;
            case ERROR -> "c.health = 'ERROR'";
        };
    }

    private static String inState(ConnectorState state) {
        return switch (state) {
            case PROCESSING -> "c.state <> 'OFFLINE' AND " + RUNNING;
            case OFFLINE -> "c.state = 'OFFLINE'";
            case PENDING -> "c.state = 'PENDING' AND NOT " + RUNNING;
            case ONLINE -> "c.state = 'ONLINE' AND NOT " + RUNNING;
        };
    }

    /** The one that is derived stands in front of the one that is stored. */
    private void byReason(Conditions conditions, String expiring) {
        if (!reasons.contains(ReasonCode.CREDENTIAL_EXPIRING)) {
            conditions.in("c.reason_code", names(reasons));
            if (!reasons.isEmpty()) {
                conditions.and(expiring + " IS NOT TRUE");
            }
            return;
        }
        Set<ReasonCode> stored = EnumSet.copyOf(reasons);
        stored.remove(ReasonCode.CREDENTIAL_EXPIRING);
        if (stored.isEmpty()) {
            conditions.and(expiring);
        } else {
            conditions.and(
                    expiring + " OR c.reason_code IN ("
                            + stored.stream().map(_ -> "?").collect(Collectors.joining(", ")) + ")",
                    names(stored).toArray());
        }
    }

    private static Set<String> names(Set<ReasonCode> codes) {
        return codes.stream().map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }

    private static void byLabel(Conditions conditions, String label) {
        int equals = label.indexOf('=');
        if (equals < 0) {
            conditions.and("c.labels ?? ?", label);
        } else {
            conditions.and("c.labels ->> ? = ?", label.substring(0, equals), label.substring(equals + 1));
        }
    }
}
