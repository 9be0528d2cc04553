package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.Provider;
import jakarta.inject.Singleton;
import java.util.UUID;
import javax.sql.DataSource;

/** The fences in PostgreSQL: one row for each connector, which a merge holds until it commits. */
@Singleton
public class FenceRepository extends EngineRepository implements Fences {
    /** Waits for a merge of the older epoch that is going; what that epoch staged is of no use any more. */
    private static final NamedSql RAISE = NamedSql.of("""
            WITH raised AS (
                INSERT INTO fence (connector_id, epoch, tenant, provider)
                VALUES (:connector, :epoch, :tenant, :provider)
                ON CONFLICT (connector_id) DO UPDATE
                   SET epoch = GREATEST(fence.epoch, excluded.epoch), tenant = excluded.tenant, provider = excluded.provider
                RETURNING connector_id, epoch
            )
            DELETE FROM staged_chunk c
             USING raised f
             WHERE c.connector_id = f.connector_id AND c.epoch < f.epoch
            """);

    public FenceRepository(@io.quarkus.agroal.DataSource("inventory-engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    @Override
    public void raise(UUID connectorId, long epoch, String tenant, Provider provider) {
        update(
                RAISE,
                Values.of("connector", connectorId)
                        .and("epoch", epoch)
                        .and("tenant", tenant)
                        .and("provider", provider));
    }
}
