package io.cloudconnectors.vault.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.CommittedQuery;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.access.VaultCalls;
import io.cloudconnectors.vault.access.VaultTestServers;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.problem.StorageException;
import io.cloudconnectors.vault.secret.Credentials;
import io.cloudconnectors.vault.secret.ExpiredVersions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of versions that nobody committed, and of those that somebody did. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class ReconciliationIT {
    private final VaultCalls vault = new VaultCalls();
    private final FakeConnectorApi api = new FakeConnectorApi();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Inject
    ReconcileRepository versions;

    @Inject
    Credentials credentials;

    @Inject
    AuditLog audit;

    @Inject
    ExpiredVersions expired;

    private Reconciliation reconciliation;

    @BeforeEach
    void anInstance() {
        reconciliation = reconciliation(new Config(20, 20));
    }

    @AfterEach
    void theNextTestBeginsWithNothingDueAndWithoutWitnesses() throws Exception {
        execute("UPDATE credential_version SET reconcile_at = now() + interval '1 day' WHERE purge_at IS NULL");
    }

    @Test
    void afterAnHourWhatNobodyCommittedIsDeletedAndTheRestIsNeverAskedAboutAgain() throws Exception {
        // Given
        vault.sealAzure(1, "committed").statusCode(201);
        vault.sealAzure(2, "orphan").statusCode(201);
        api.knows(vault, 1);

        // Then not before its hour is over
        reconciliation.reconcile();
        assertThat(api.asked).isEmpty();

        // When
        vault.shift("reconcile_at", "1 hour");
        reconciliation.reconcile();

        // Then
        assertThat(vault.revealed(1)).isEqualTo(200);
        assertThat(vault.revealed(2)).isEqualTo(404);
        assertThat(vault.dataKeys()).containsExactly(1);
        assertThat(vault.audited()).containsOnlyOnce("RECONCILE ALLOWED");
        assertThat(meters.counter("vault.reconciled", "outcome", "deleted").count())
                .isEqualTo(1);

        // And its number is free
        vault.sealAzure(2, "another").statusCode(201);
        api.asked.clear();
        vault.shift("reconcile_at", "30 minutes");
        reconciliation.reconcile();
        assertThat(api.asked).isEmpty();
    }

    @Test
    void aTrialIsNotAskedAbout() throws Exception {
        Map<String, Object> trial = new HashMap<>(vault.awsBody(VaultCalls.ROLE));
        trial.put("ttlSeconds", 600);
        vault.seal(vault.tenant, 1, trial).statusCode(201);

        vault.shift("reconcile_at", "1 day");
        reconciliation.reconcile();

        assertThat(api.asked).isEmpty();
        assertThat(vault.revealed(1)).isEqualTo(200);
    }

    @Test
    void withoutAnAnswerNothingIsDeleted() throws Exception {
        overdue("orphan");
        api.answersNothing = true;

        reconciliation.reconcile();

        assertThat(vault.revealed(1)).isEqualTo(200);
        assertThat(meters.get("vault.reconcile.suspended").gauge().value()).isEqualTo(1);

        // When it is back, and the claim is over
        api.answersNothing = false;
        api.knowsAllBut = vault.tenant;
        vault.shift("reconcile_at", "10 minutes");
        reconciliation.reconcile();

        assertThat(vault.revealed(1)).isEqualTo(404);
        assertThat(meters.get("vault.reconcile.suspended").gauge().value()).isZero();
    }

    @Test
    void aConnectorApiThatHasForgottenAllIsNotBelieved() throws Exception {
        // Given a version that it confirmed, and an orphan
        overdue("committed");
        api.knows(vault, 1);
        reconciliation.reconcile();
        api.known.clear();
        VaultCalls other = new VaultCalls();
        other.sealAzure(1, "orphan").statusCode(201);
        other.shift("reconcile_at", "1 hour");

        // When its database is an empty one
        reconciliation.reconcile();

        // Then
        assertThat(other.revealed(1)).isEqualTo(200);
        assertThat(meters.get("vault.reconcile.suspended").gauge().value()).isEqualTo(1);
        assertThat(other.audited()).doesNotContain("RECONCILE ALLOWED");
    }

    /** It was made anew, and has connectors again: they say nothing of those from before. */
    @Test
    void aConnectorApiThatKnowsOnlyWhatCameSinceIsNotBelieved() throws Exception {
        // Given
        overdue("committed");
        api.knows(vault, 1);
        reconciliation.reconcile();
        api.known.clear();
        VaultCalls before = new VaultCalls();
        before.sealAzure(1, "not-confirmed-yet").statusCode(201);
        before.shift("reconcile_at", "1 hour");
        VaultCalls since = new VaultCalls();
        since.sealAzure(1, "since").statusCode(201);
        since.shift("reconcile_at", "1 hour");
        api.knows(since, 1);

        // When
        reconciliation.reconcile();
        for (VaultCalls each : List.of(before, since)) {
            each.shift("reconcile_at", "10 minutes");
        }
        reconciliation.reconcile();

        // Then what it knows is no witness for the next time
        assertThat(before.revealed(1)).isEqualTo(200);
        assertThat(meters.get("vault.reconcile.suspended").gauge().value()).isEqualTo(1);
    }

    @Test
    void withoutWitnessesManyUnknownOnesAreNotBelievedAndFewAre() throws Exception {
        // Given
        for (int version = 1; version <= 3; version++) {
            vault.sealAzure(version, "orphan").statusCode(201);
        }
        vault.shift("reconcile_at", "1 hour");

        // When
        reconciliation(new Config(0, 3)).reconcile();
        assertThat(vault.dataKeys()).containsExactly(1, 2, 3);
        vault.shift("reconcile_at", "10 minutes");
        reconciliation(new Config(0, 4)).reconcile();

        // Then
        assertThat(vault.dataKeys()).isEmpty();
    }

    @Test
    void whatIsSealedAgainWhileConnectorApiIsAskedStays() throws Exception {
        // Given a body that can be sent again, word for word
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        vault.shift("reconcile_at", "1 hour");
        api.knowsAllBut = vault.tenant;
        api.meanwhile = () -> vault.sealAws(1, VaultCalls.ROLE).statusCode(200);

        // When
        reconciliation.reconcile();

        // Then it has another hour to be committed
        assertThat(vault.revealed(1)).isEqualTo(200);
        assertThat(vault.audited()).doesNotContain("RECONCILE ALLOWED");
        api.asked.clear();
        reconciliation.reconcile();
        assertThat(api.asked).isEmpty();
    }

    @Test
    void whatIsKilledAfterTheMarkIsFinishedByAnyInstance() throws Exception {
        // Given an audit log that takes no more
        overdue("orphan");
        api.knowsAllBut = vault.tenant;
        try (Connection owner = TestServers.postgres().login(Role.VAULT_OWNER).connect()) {
            owner.createStatement().execute("REVOKE INSERT ON audit FROM vault_app");
            try {
                assertThatThrownBy(() -> reconciliation.reconcile()).isInstanceOf(StorageException.class);
            } finally {
                owner.createStatement().execute("GRANT INSERT ON audit TO vault_app");
            }
        }

        // Then nobody gets it, and it has its key, as what deletes it is not in the log
        assertThat(vault.revealed(1)).isEqualTo(404);
        assertThat(vault.dataKeys()).containsExactly(1);

        // When
        vault.shift("purge_at", "1 second");
        expired.purge();

        // Then
        assertThat(vault.dataKeys()).isEmpty();
        assertThat(vault.audited()).containsOnlyOnce("PURGE ALLOWED");
    }

    @Test
    void instancesShareTheQuestionsAndAskNoneTwice() throws Exception {
        // Given
        for (int version = 1; version <= 40; version++) {
            vault.sealAws(version, VaultCalls.ROLE).statusCode(201);
            api.knows(vault, version);
        }
        vault.shift("reconcile_at", "1 hour");
        CountDownLatch together = new CountDownLatch(4);
        api.meanwhile = () -> {
            together.countDown();
            together.await();
        };

        // When
        try (var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> rounds = new ArrayList<>();
            for (int instance = 0; instance < 4; instance++) {
                rounds.add(
                        instances.submit(() -> reconciliation(new Config(0, 20)).reconcile()));
            }
            for (Future<?> round : rounds) {
                round.get();
            }
        }

        // Then
        assertThat(api.asked).hasSize(40);
        assertThat(new HashSet<>(api.asked)).hasSize(40);
        api.asked.clear();
        vault.shift("reconcile_at", "1 day");
        reconciliation.reconcile();
        assertThat(api.asked).isEmpty();
    }

    @Test
    @Timeout(60)
    void whatAnotherInstanceTakesAtThisMomentIsSkippedAndNotWaitedFor() throws Exception {
        vault.sealAzure(1, "taken").statusCode(201);
        vault.sealAzure(2, "free").statusCode(201);
        vault.shift("reconcile_at", "1 hour");

        try (Connection other = TestServers.postgres().login(Role.VAULT_OWNER).connect()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .execute("SELECT FROM credential_version WHERE version = 1 AND credential_id = '" + vault.credential
                            + "' FOR UPDATE");

            assertThat(versions.take(10, Duration.ofMinutes(10)))
                    .extracting(taken -> taken.version().version())
                    .containsExactly(2);
        }
    }

    @Test
    void whatIsDueAndWhoBearsWitnessIsFoundByAnIndex() throws Exception {
        assertThat(plan(ReconcileRepository.TAKE, 600, 200)).contains("credential_version_reconcile");
        assertThat(plan(ReconcileRepository.WITNESSES, 20)).contains("credential_version_committed");
    }

    private void overdue(String secret) throws Exception {
        vault.sealAzure(1, secret).statusCode(201);
        vault.shift("reconcile_at", "1 hour");
    }

    private Reconciliation reconciliation(Config config) {
        return new Reconciliation(versions, api, credentials, audit, config, meters);
    }

    private static void execute(String sql) throws Exception {
        try (Connection owner = TestServers.postgres().login(Role.VAULT_OWNER).connect()) {
            owner.createStatement().execute(sql);
        }
    }

    private static String plan(String sql, Object... values) throws Exception {
        try (Connection app = TestServers.postgres().login(Role.VAULT_APP).connect()) {
            app.createStatement().execute("SET enable_seqscan = off");
            try (var explain = app.prepareStatement("EXPLAIN " + sql)) {
                for (int i = 0; i < values.length; i++) {
                    explain.setObject(i + 1, values[i]);
                }
                List<String> lines = new ArrayList<>();
                try (var rows = explain.executeQuery()) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
                return String.join("\n", lines);
            }
        }
    }

    /** connector-api as a test wants it. */
    private static final class FakeConnectorApi implements CommittedVersions {
        private final Set<CommittedQuery.Version> known = ConcurrentHashMap.newKeySet();
        private final List<CommittedQuery.Version> asked = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean answersNothing;
        private volatile @Nullable String knowsAllBut;
        private volatile Work meanwhile = () -> {};

        private interface Work {
            void run() throws Exception;
        }

        void knows(VaultCalls vault, int version) {
            known.add(new CommittedQuery.Version(vault.tenant, vault.connector, vault.credential, version));
        }

        @Override
        public Set<CommittedQuery.Version> known(List<CommittedQuery.Version> question) throws NoAnswerException {
            asked.addAll(question);
            try {
                meanwhile.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            if (answersNothing) {
                throw new NoAnswerException("away");
            }
            Set<CommittedQuery.Version> answer = new HashSet<>(question);
            answer.removeIf(version -> knowsAllBut == null
                    ? !known.contains(version)
                    : version.tenant().equals(knowsAllBut));
            return answer;
        }
    }

    private record Config(int witnesses, int unbelievable) implements ReconcileConfig {
        @Override
        public boolean enabled() {
            return false;
        }

        @Override
        public Duration every() {
            return Duration.ofHours(1);
        }

        @Override
        public int batch() {
            return 10;
        }

        @Override
        public Duration claim() {
            return Duration.ofMinutes(10);
        }
    }
}
