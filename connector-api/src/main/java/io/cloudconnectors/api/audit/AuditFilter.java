package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import jakarta.ws.rs.core.UriInfo;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a tenant are wanted.
 *
 * @param actor a subject, a name or a client id
 * @param from not before
 * @param to before
 */
record AuditFilter(
        @Nullable UUID connectorId,
        @Nullable AuditAction action,
        @Nullable String actor,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        PageRequest page) {

    private static final String CONNECTOR = "connectorId";
    private static final Set<String> OF_EVERY_TRAIL = Set.of("action", "actor", "from", "to");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** @throws ProblemException INVALID_PARAMETER */
    static AuditFilter of(UriInfo uri, Tenant tenant) {
        Set<String> names = new HashSet<>(OF_EVERY_TRAIL);
        names.add(CONNECTOR);
        QueryParameters parameters = QueryParameters.of(uri, names);
        return of(parameters, tenant, connector(parameters.text(CONNECTOR)), "audit");
    }

    /** @throws ProblemException INVALID_PARAMETER */
    static AuditFilter of(UriInfo uri, Tenant tenant, UUID connectorId) {
        return of(QueryParameters.of(uri, OF_EVERY_TRAIL), tenant, connectorId, "audit of " + connectorId);
    }

    private static AuditFilter of(QueryParameters parameters, Tenant tenant, @Nullable UUID connectorId, String list) {
        return new AuditFilter(
                connectorId,
                parameters.constant("action", AuditAction.class),
                parameters.text("actor"),
                time(parameters, "from"),
                time(parameters, "to"),
                parameters.page(Cursors.of(tenant, parameters.binding(list), 1)));
    }

    /** What an entry must meet. */
    Conditions conditions(Tenant tenant) {
        Conditions conditions = new Conditions().and("tenant = ?", tenant.name());
        if (connectorId != null) {
            conditions.and("connector_id = ?", connectorId);
        }
        if (action != null) {
            conditions.and("action = ?", action.name());
        }
        if (actor != null) {
            conditions.and("? IN (actor ->> 'subject', actor ->> 'name', actor ->> 'clientId')", actor);
        }
        if (from != null) {
            conditions.and("at >= ?", from);
        }
        if (to != null) {
            conditions.and("at < ?", to);
        }
        if (!page.isFirst()) {
            conditions.and("seq < ?", after(page.after()));
        }
        return conditions;
    }

    private static long after(List<String> position) {
        try {
            return Long.parseLong(position.getFirst());
        } catch (NumberFormatException e) {
            throw ProblemException.parameter(
                    "cursor", FieldErrorCode.INVALID_CURSOR, "Send the nextCursor of the page before, as it is.");
        }
    }

    private static @Nullable UUID connector(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!UUID_FORM.matcher(text).matches()) {
            throw ProblemException.parameter(CONNECTOR, FieldErrorCode.FORMAT, "Write the id of a connector.");
        }
        return UUID.fromString(text);
    }

    private static @Nullable OffsetDateTime time(QueryParameters parameters, String name) {
        String text = parameters.text(name);
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= 1 && time.getYear() <= 9999) { // what RFC 3339 can write, and PostgreSQL keep
                return time;
            }
        } catch (DateTimeParseException e) {
            // Answered below.
        }
        throw ProblemException.parameter(
                name, FieldErrorCode.FORMAT, "Write a time as in 2026-11-24T12:00:00Z; a plus sign is sent as %2B.");
    }
}
