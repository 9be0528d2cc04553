package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.api.audit.Audit;
import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.connector.ConnectorIds;
import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.idempotency.Reservation;
import io.cloudconnectors.api.idempotency.Reservations;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.CredentialWrite;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for connection tests and watches them. No transaction spans the call to the vault. */
@ApplicationScoped
class ConnectionTests {
    /** Between two looks at a test that somebody watches. */
    private static final Duration GLANCE = Duration.ofMillis(400);

    private final TenantTransactions transactions;
    private final ConnectionTestRepository tests;
    private final TestSender sender;
    private final Vault vault;
    private final Audit audit;
    private final Reservations reservations;
    private final ConnectionTestsConfig config;
    private final InstantSource clock;

    ConnectionTests(
            @DataSource("api") TenantTransactions transactions,
            ConnectionTestRepository tests,
            TestSender sender,
            Vault vault,
            Audit audit,
            Reservations reservations,
            ConnectionTestsConfig config,
            InstantSource clock) {
        this.transactions = transactions;
        this.tests = tests;
        this.sender = sender;
        this.vault = vault;
        this.audit = audit;
        this.reservations = reservations;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Queues a test. A request that was sent again after its first attempt queued one gets that one.
     *
     * @throws ProblemException TEST_IN_PROGRESS, VAULT_UNAVAILABLE
     */
    ConnectionTest start(Tenant tenant, UUID id, Subject subject) {
        Optional<Reservation> reservation = reservations.ofRequest();
        ConnectionTest queued = reservation
                .filter(Reservation::again)
                .flatMap(made -> transactions.call(tenant, () -> tests.find(tenant, id, made.id())))
                .orElseGet(() -> queue(
                        tenant,
                        id,
                        reservation.map(Reservation::id).orElseGet(() -> ConnectorIds.next(clock.instant())),
                        subject));
        sender.sendSoon(queued.id());
        return queued;
    }

    private ConnectionTest queue(Tenant tenant, UUID id, UUID testId, Subject subject) {
        transactions.call(tenant, () -> tests.going(tenant, id)).ifPresent(going -> {
            throw inProgress(going);
        });
        return switch (subject) {
            case Subject.Known known -> queue(tenant, id, testId, known, known.which(), known.credential());
            case Subject.Trial trial ->
                queue(tenant, id, testId, trial, TestedCredential.TRIAL, sealed(tenant, id, trial));
        };
    }

    /** @throws ProblemException TEST_NOT_FOUND */
    ConnectionTest get(Tenant tenant, UUID id, UUID testId) {
        return transactions.call(tenant, () -> tests.find(tenant, id, testId)).orElseThrow(Ids::testNotFound);
    }

    /**
     * The test once it has ended, or as it is after so long a wait.
     *
     * @throws ProblemException TEST_NOT_FOUND
     */
    ConnectionTest await(Tenant tenant, UUID id, UUID testId, Duration wait) throws InterruptedException {
        Instant until = clock.instant().plus(wait);
        ConnectionTest test = get(tenant, id, testId);
        while (!test.state().ended() && clock.instant().plus(GLANCE).isBefore(until)) {
            Thread.sleep(GLANCE);
            test = get(tenant, id, testId);
        }
        return test;
    }

    /** Under a credential of its own, so that the connector's versions stay as they are. */
    private CredentialReference sealed(Tenant tenant, UUID id, Subject.Trial trial) {
        CredentialReference reference = new CredentialReference(UUID.randomUUID(), 1);
        CredentialWrite write = trial.secret().write(id).keptFor(config.trial());
        UUID externalIdOf = trial.externalIdOf();
        var _ = vault.seal(tenant, reference, externalIdOf == null ? write : write.withExternalIdOf(externalIdOf));
        return reference;
    }

    private ConnectionTest queue(
            Tenant tenant,
            UUID id,
            UUID testId,
            Subject subject,
            TestedCredential which,
            CredentialReference credential) {
        return transactions.call(tenant, () -> {
            ConnectionTest test = tests.insert(tenant, id, testId, subject, which, credential)
                    .orElseThrow(() -> inProgress(tests.going(tenant, id).orElse(null)));
            audit.record(tenant, AuditAction.CONNECTION_TESTED, id, null, Facts.of(test));
            return test;
        });
    }

    private static ProblemException inProgress(@Nullable UUID going) {
        Problem problem = Problem.of(
                ProblemCode.TEST_IN_PROGRESS, "Watch that one, \"testId\" names it; it ends within some minutes.");
        return new ProblemException(going == null ? problem : problem.withTest(going));
    }

    /** What the audit trail keeps of it. */
    private record Facts(UUID testId, TestedCredential credential, int credentialVersion) {
        static Facts of(ConnectionTest test) {
            return new Facts(test.id(), test.credential(), test.credentialVersion());
        }
    }
}
