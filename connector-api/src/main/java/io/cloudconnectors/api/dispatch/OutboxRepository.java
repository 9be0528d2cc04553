package io.cloudconnectors.api.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;

/** The outbox after the commit that filled it. */
@Singleton
class OutboxRepository extends EngineRepository implements Outbox {
    static final NamedSql TAKE_OVER = NamedSql.of("""
            UPDATE outbox o
               SET claimed_until = now() + make_interval(secs => :outboxClaim)
              FROM (SELECT id
                      FROM outbox
                     WHERE claimed_until <= now()
                     ORDER BY claimed_until
                     LIMIT :batch
                       FOR UPDATE SKIP LOCKED) lapsed
             WHERE o.id = lapsed.id
            RETURNING o.id AS outbox_id, o.topic, o.message_key, o.payload
            """);

    /** Counted no further than to the bound. */
    static final NamedSql FULL = NamedSql.of("""
            SELECT count(*) >= :bound AS full FROM (SELECT FROM outbox LIMIT :bound) AS waiting
            """);

    private static final NamedSql DELETE = NamedSql.of("DELETE FROM outbox WHERE id = ANY (:ids)");

    private final DispatchConfig config;

    OutboxRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json, DispatchConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    @Override
    public List<OutboxRow> takeOver() {
        return all(
                TAKE_OVER, Values.of("batch", config.batch()).and("outboxClaim", config.outboxClaim()), OutboxRow::of);
    }

    @Override
    public boolean isFull() {
        return first(FULL, Values.of("bound", config.outboxBound()), row -> row.flag("full"))
                .orElseThrow();
    }

    @Override
    public void delete(List<OutboxRow> sent) {
        update(DELETE, Values.of("ids", sent.stream().map(OutboxRow::id).toArray(Long[]::new)));
    }
}
