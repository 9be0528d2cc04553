package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.SqlRepository;
import jakarta.inject.Singleton;
import java.util.Arrays;
import javax.sql.DataSource;

/** Adds to the trail inside the tenant's transaction. */
@Singleton
class AuditRepository extends SqlRepository {
    private static final String RECORD =
            "SELECT record_change(?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb, ?) AS seq";

    private final ObjectMapper json;

    AuditRepository(@io.quarkus.agroal.DataSource("api") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
        this.json = json;
    }

    /** Adds an entry, and its event when the action is told; answers its place in the chain. */
    long record(AuditTrail.Change change) {
        return first(
                        RECORD,
                        Arrays.asList(
                                change.tenant().name(),
                                change.action().name(),
                                change.connectorId(),
                                text(change.provenance().actor()),
                                text(change.provenance().origin()),
                                change.before(),
                                change.after(),
                                change.action().told()),
                        row -> row.bigInteger("seq"))
                .orElseThrow();
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts are always writable", e);
        }
    }
}
