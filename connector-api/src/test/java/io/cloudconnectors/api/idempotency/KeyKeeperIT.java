package io.cloudconnectors.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine does with the keys of all tenants. */
class KeyKeeperIT {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static EngineDatabases databases;
    private static KeyKeeperRepository keeper;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        keeper = new KeyKeeperRepository(databases.engine(), EngineDatabases.JSON);
    }

    @BeforeEach
    void noKeys() {
        databases.run("DELETE FROM idempotency_key");
    }

    @Test
    void aRequestThatIsGoingKeepsItsClaim() {
        UUID going = key("1 second", "NULL");
        UUID ofAnother = key("1 second", "NULL");
        UUID answered = key("1 second", "201");

        keeper.renew(List.of(going, answered), LEASE);

        assertThat(isClaimed(going)).isTrue();
        assertThat(isClaimed(ofAnother)).isFalse();
        assertThat(isClaimed(answered)).isFalse();
    }

    @Test
    void whatIsOlderThanItsTimeGoesUnlessItIsGoing() {
        UUID old = key("25 hours", "201");
        UUID abandoned = key("25 hours", "NULL");
        UUID going = key("25 hours", "NULL");
        UUID young = key("23 hours", "201");
        keeper.renew(List.of(going), LEASE);

        assertThat(keeper.purge(DAY)).isFalse();

        assertThat(List.of(old, abandoned)).noneMatch(KeyKeeperIT::exists);
        assertThat(List.of(going, young)).allMatch(KeyKeeperIT::exists);
    }

    @Test
    void theLeaseOfASetGoesWhenItEndedLongAgo() {
        databases.run("""
                INSERT INTO apply_set (tenant, name, claim, claimed_until)
                VALUES ('acme', 'old', gen_random_uuid(), now() - interval '25 hours'),
                       ('acme', 'young', gen_random_uuid(), now() - interval '23 hours')
                """);

        keeper.purgeSets(DAY);

        assertThat(databases.one(String.class, "SELECT string_agg(name, ',') FROM apply_set"))
                .isEqualTo("young");
    }

    @Test
    void aPurgeReadsWhatItDeletesAlone() {
        databases.run("""
                INSERT INTO idempotency_key (tenant, caller, key, operation, body_hmac, claim, claimed_until, status, created_at)
                SELECT 'acme', 'ci', n::text, '/', '', gen_random_uuid(), now(), 201, now() - n * interval '1 second'
                  FROM generate_series(1, 20000) AS n
                """);
        databases.run("ANALYZE idempotency_key");

        assertThat(new Plans(databases.engine()).of(KeyKeeperRepository.PURGE, KeyKeeperRepository.values(DAY)))
                .contains("idempotency_key_age")
                .contains("idempotency_key_pkey");
    }

    private static UUID key(String age, String status) {
        UUID claim = UUID.randomUUID();
        databases.run("""
                INSERT INTO idempotency_key (tenant, caller, key, operation, body_hmac, claim, claimed_until, status, created_at)
                VALUES ('acme', 'ci', ?, '/', '', ?, now() - interval '1 second', %s, now() - interval '%s')
                """.formatted(status, age), claim.toString(), claim);
        return claim;
    }

    private static boolean isClaimed(UUID claim) {
        return databases.one(Boolean.class, "SELECT claimed_until > now() FROM idempotency_key WHERE claim = ?", claim);
    }

    private static boolean exists(UUID claim) {
        return databases.one(Boolean.class, "SELECT EXISTS (SELECT FROM idempotency_key WHERE claim = ?)", claim);
    }
}
