package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Deletes the inventory of connectors. */
@Singleton
public class InventoryPurgeRepository extends EngineRepository {
    private static final int BATCH = 5000;

    /** In batches, so that no transaction holds a million rows. */
    private static final NamedSql ASSETS = NamedSql.of("""
            DELETE FROM asset a
             USING (SELECT type, region, native_id FROM asset WHERE connector_id = :connector LIMIT :batch) AS batch
             WHERE a.connector_id = :connector
               AND a.type = batch.type AND a.region = batch.region AND a.native_id = batch.native_id
            """);

    /** The fence last: without it nothing that comes late is merged, as no epoch is the current one. */
    private static final List<NamedSql> REST = List.of(
            NamedSql.of("DELETE FROM staged_chunk WHERE connector_id = :connector"),
            NamedSql.of("DELETE FROM slice WHERE connector_id = :connector"),
            NamedSql.of("DELETE FROM fence WHERE connector_id = :connector"));

    InventoryPurgeRepository(@DataSource("inventory-engine") javax.sql.DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /**
     * Deletes all that was found for a connector; doing it again changes nothing.
     *
     * @param inTime asked between the batches; they end when it says no
     * @return whether all is deleted
     */
    public boolean forget(UUID connectorId, BooleanSupplier inTime) {
        Values values = Values.of("connector", connectorId).and("batch", BATCH);
        while (update(ASSETS, values) == BATCH) {
            if (!inTime.getAsBoolean()) {
                return false;
            }
        }
        REST.forEach(sql -> update(sql, Values.of("connector", connectorId)));
        return true;
    }
}
