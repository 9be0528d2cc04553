package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Does on the engine's datasource what people ask for, and writes it down in the same transaction. */
public abstract class AuditingRepository extends EngineRepository {
    private static final NamedSql RECORD = NamedSql.of("""
            SELECT record_change(:tenant, :action, :connector, :actor::jsonb, :origin::jsonb, :before::jsonb, :after::jsonb, :told)
            """);

    private final Witness witness;

    protected AuditingRepository(DataSource dataSource, ObjectMapper json, Witness witness) {
        super(dataSource, json);
        this.witness = witness;
    }

    /** As {@link Audit#record}; the last of the statements that stand together, for it locks the tenant's chain. */
    protected final void record(
            Statements statements,
            String tenant,
            AuditAction action,
            UUID connectorId,
            @Nullable Object before,
            @Nullable Object after)
            throws SQLException {
        Provenance provenance = witness.now();
        statements.all(
                RECORD,
                Values.of("tenant", tenant)
                        .and("action", action)
                        .and("connector", connectorId)
                        .and("actor", json(provenance.actor()))
                        .and("origin", json(provenance.origin()))
                        .and("before", json(before))
                        .and("after", json(after))
                        .and("told", action.told()),
                row -> true);
    }
}
