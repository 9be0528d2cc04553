package io.cloudconnectors.api.idempotency;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps keys; each call stands inside a transaction of the tenant. The database's clock says when a lease is over. */
@Singleton
class IdempotencyRepository extends SqlRepository {
    /** A new key, or one whose last attempt ended without an answer; one that is going or answered yields no row. */
    private static final String CLAIM = """
            INSERT INTO idempotency_key AS k (tenant, caller, key, operation, body_hmac, claim, claimed_until)
            VALUES (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?))
            ON CONFLICT (tenant, caller, key) DO UPDATE
               SET claim = EXCLUDED.claim, claimed_until = EXCLUDED.claimed_until, attempts = k.attempts + 1
             WHERE k.status IS NULL AND k.claimed_until <= now()
               AND k.operation = EXCLUDED.operation AND k.body_hmac = EXCLUDED.body_hmac
            RETURNING reserved_id, attempts
            """;

    private static final String FIND = """
            SELECT operation = ? AND body_hmac = ? AS same, status, headers, body
              FROM idempotency_key
             WHERE tenant = ? AND caller = ? AND key = ?
            """;

    /** An attempt that lost its claim does not overwrite the answer of the one that has it. */
    private static final String KEEP = """
            UPDATE idempotency_key
               SET status = ?, headers = ?::jsonb, body = ?
             WHERE tenant = ? AND caller = ? AND key = ? AND claim = ? AND status IS NULL
            """;

    private static final String RELEASE = """
            UPDATE idempotency_key
               SET claimed_until = now()
             WHERE tenant = ? AND caller = ? AND key = ? AND claim = ? AND status IS NULL
            """;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    IdempotencyRepository(@DataSource("api") AgroalDataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Takes the key for this instance, if it is free. */
    Optional<Claim> claim(Claim.Owner owner, IdempotencyKey key, Sent sent, Duration lease) {
        UUID id = UUID.randomUUID();
        return first(
                CLAIM,
                List.of(
                        owner.tenant().name(),
                        owner.caller(),
                        key.text(),
                        sent.operation(),
                        sent.bodyHmac(),
                        id,
                        Math.toIntExact(lease.toSeconds())),
                row -> new Claim(owner, key, id, new Reservation(row.id("reserved_id"), row.integer("attempts") > 1)));
    }

    /** What there is under a key that was not free; empty when it was purged meanwhile. */
    Optional<Found> find(Claim.Owner owner, IdempotencyKey key, Sent sent) {
        return first(
                FIND,
                List.of(sent.operation(), sent.bodyHmac(), owner.tenant().name(), owner.caller(), key.text()),
                IdempotencyRepository::found);
    }

    /** Keeps the answer. */
    void keep(Claim claim, int status, String headers, @Nullable String body) {
        update(
                KEEP,
                status,
                headers,
                body,
                claim.owner().tenant().name(),
                claim.owner().caller(),
                claim.key().text(),
                claim.id());
    }

    /** Lets the next retry in at once. */
    void release(Claim claim) {
        update(
                RELEASE,
                claim.owner().tenant().name(),
                claim.owner().caller(),
                claim.key().text(),
                claim.id());
    }

    private static Found found(Row row) throws SQLException {
        if (!row.flag("same")) {
            return new Found.Taken();
        }
        int status = row.integer("status");
        return status == 0
                ? new Found.Going()
                : new Found.Answered(new KeptAnswer(status, row.json("headers", HEADERS), row.textOrNull("body")));
    }
}
