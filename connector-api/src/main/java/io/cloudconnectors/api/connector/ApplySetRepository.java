package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.tenant.Tenant;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which connector belongs to which set; each call stands inside a transaction of the tenant. */
@Singleton
class ApplySetRepository extends SqlRepository {
    /** Names are compared as the unique index compares them. */
    private static final String RESOLVE = """
            SELECT lower(wanted.name COLLATE pg_unicode_fast) AS name_key, c.id, m.apply_set, m.left_at IS NOT NULL AS has_left
              FROM jsonb_array_elements_text(?::jsonb) WITH ORDINALITY AS wanted (name, position)
              LEFT JOIN connector c
                ON c.tenant = ? AND c.deleted_at IS NULL AND c.name_key = lower(wanted.name COLLATE pg_unicode_fast)
              LEFT JOIN apply_member m ON m.connector_id = c.id
             ORDER BY wanted.position
            """;

    private static final String MEMBERS = """
            SELECT c.id, c.name
              FROM apply_member m
              JOIN connector c ON c.id = m.connector_id
             WHERE m.tenant = ? AND m.apply_set = ? AND m.left_at IS NULL AND c.deleted_at IS NULL
             ORDER BY c.name_key
            """;

    /** A member of another set stays there, unless it has left that one. */
    private static final String JOIN = """
            INSERT INTO apply_member AS m (connector_id, tenant, apply_set)
            VALUES (?, ?, ?)
            ON CONFLICT (connector_id) DO UPDATE
               SET apply_set = EXCLUDED.apply_set, left_at = NULL
             WHERE m.apply_set = EXCLUDED.apply_set OR m.left_at IS NOT NULL
            """;

    private static final String LEAVE = """
            UPDATE apply_member SET left_at = now() WHERE connector_id = ? AND apply_set = ?
            """;

    private static final String BEGIN = """
            INSERT INTO apply_set AS s (tenant, name, claim, claimed_until)
            VALUES (?, ?, ?, now() + make_interval(secs => ?))
            ON CONFLICT (tenant, name) DO UPDATE
               SET claim = EXCLUDED.claim, claimed_until = EXCLUDED.claimed_until
             WHERE s.claimed_until <= now()
            """;

    private static final String RENEW = """
            UPDATE apply_set SET claimed_until = now() + make_interval(secs => ?) WHERE tenant = ? AND name = ? AND claim = ?
            """;

    /** What is due already becomes due later; what is not stays. */
    private static final String PUT_OFF = """
            UPDATE schedule
               SET next_run_at = now() + make_interval(secs => ?::float8 / 1000)
             WHERE connector_id = ? AND runnable AND active_run_id IS NULL AND next_run_at <= now()
            """;

    private final ObjectMapper json;

    ApplySetRepository(@DataSource("api") AgroalDataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
        this.json = json;
    }

    /** What each name stands for, in the order of the names. */
    List<Match> resolve(Tenant tenant, List<String> names) {
        return all(RESOLVE, List.of(write(names), tenant.name()), ApplySetRepository::match);
    }

    /** Those that have not left. */
    List<Member> members(Tenant tenant, String set) {
        return all(MEMBERS, List.of(tenant.name(), set), row -> new Member(row.id("id"), row.text("name")));
    }

    /** @return false when the connector belongs to another set */
    boolean join(Tenant tenant, UUID connectorId, String set) {
        return update(JOIN, connectorId, tenant.name(), set) == 1;
    }

    void leave(UUID connectorId, String set) {
        update(LEAVE, connectorId, set);
    }

    /** @return false when the set is being applied */
    boolean begin(Tenant tenant, String set, UUID claim, Duration lease) {
        return update(BEGIN, tenant.name(), set, claim, seconds(lease)) == 1;
    }

    /** @return false when the claim was lost */
    boolean renew(Tenant tenant, String set, UUID claim, Duration lease) {
        return update(RENEW, seconds(lease), tenant.name(), set, claim) == 1;
    }

    /** @return whether it was due */
    boolean putOff(UUID connectorId, Duration by) {
        return update(PUT_OFF, by.toMillis(), connectorId) == 1;
    }

    private static Match match(Row row) throws SQLException {
        return new Match(row.text("name_key"), row.idOrNull("id"), row.textOrNull("apply_set"), row.flag("has_left"));
    }

    private String write(List<String> names) {
        try {
            return json.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Names are always writable", e);
        }
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }

    /**
     * What a name stands for.
     *
     * @param nameKey the name as it is compared
     * @param id of the connector that has it
     * @param set that the connector belongs to, or belonged to last
     * @param hasLeft whether it was not in that set's last body
     */
    record Match(
            String nameKey, @Nullable UUID id, @Nullable String set, boolean hasLeft) {}

    /** A connector of a set. */
    record Member(UUID id, String name) {}
}
