package io.cloudconnectors.api.draft;

import io.cloudconnectors.api.audit.Audit;
import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.connector.ConnectorIds;
import io.cloudconnectors.api.connector.DraftReservations;
import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.idempotency.Reservation;
import io.cloudconnectors.api.idempotency.Reservations;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All drafts; narrow them to a tenant to do anything with them. */
@ApplicationScoped
public class Drafts {
    /** The vault keeps the External ID longer than the draft lasts, so that one which is just used does not lose it. */
    private static final Duration VAULT_MARGIN = Duration.ofHours(1);

    private final TenantTransactions transactions;
    private final DraftRepository repository;
    private final Vault vault;
    private final Audit audit;
    private final Reservations reservations;
    private final DraftConfig config;
    private final InstantSource clock;

    Drafts(
            @DataSource("api") TenantTransactions transactions,
            DraftRepository repository,
            Vault vault,
            Audit audit,
            Reservations reservations,
            DraftConfig config,
            InstantSource clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.vault = vault;
        this.audit = audit;
        this.reservations = reservations;
        this.config = config;
        this.clock = clock;
    }

    /** The drafts of one tenant. */
    public OfTenant in(Tenant tenant) {
        return new OfTenant(tenant);
    }

    /** What can be done with the drafts of one tenant. */
    public final class OfTenant {
        private final Tenant tenant;

        private OfTenant(Tenant tenant) {
            this.tenant = tenant;
        }

        /**
         * Reserves an id and, of AWS, an External ID. A request that was sent again after its first attempt made a draft gets
         * that one.
         *
         * @throws ProblemException VAULT_UNAVAILABLE, DRAFT_USED when the first attempt made one and it became a connector
         */
        Draft create(Provider provider) {
            Optional<Reservation> reservation = reservations.ofRequest();
            return reservation
                    .filter(Reservation::again)
                    .flatMap(made -> find(made.id()))
                    .orElseGet(() -> create(provider, reservation));
        }

        private Draft create(Provider provider, Optional<Reservation> reservation) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            UUID id = reservation.map(Reservation::id).orElseGet(() -> ConnectorIds.next(now));
            Draft draft = switch (provider) {
                case AWS -> {
                    UUID credential = UUID.randomUUID();
                    yield draft(id, provider, externalId(id, credential), credential, now);
                }
                case AZURE, GCP -> draft(id, provider, null, null, now);
            };
            return transactions.call(tenant, () -> {
                if (!repository.insert(tenant, draft)) {
                    throw DraftReservations.used(id);
                }
                audit.record(tenant, AuditAction.DRAFT_CREATED, id, null, draft);
                return draft;
            });
        }

        /** A draft whose time is not over. */
        public Optional<Draft> find(UUID id) {
            return transactions.call(tenant, () -> repository.draft(tenant, id));
        }

        /** @throws ProblemException DRAFT_NOT_FOUND */
        Draft get(UUID id) {
            return find(id).orElseThrow(Ids::draftNotFound);
        }

        /**
         * Gives a draft up. The vault drops the External ID when its time is over.
         *
         * @throws ProblemException DRAFT_NOT_FOUND
         */
        void delete(UUID id) {
            var _ = transactions.call(tenant, () -> {
                Draft draft = repository.draft(tenant, id).orElseThrow(Ids::draftNotFound);
                if (!repository.take(tenant, id)) {
                    throw Ids.draftNotFound();
                }
                audit.record(tenant, AuditAction.DRAFT_DELETED, id, draft, null);
                return draft;
            });
        }

        private Draft draft(
                UUID id, Provider provider, @Nullable String externalId, @Nullable UUID credential, Instant now) {
            return new Draft(id, provider, externalId, credential, now, now.plus(config.lifetime()));
        }

        private String externalId(UUID id, UUID credential) {
            var write = new ProviderSecret.AwsRole(null)
                    .write(id)
                    .keptFor(config.lifetime().plus(VAULT_MARGIN));
            return Objects.requireNonNull(vault.seal(tenant, new CredentialReference(credential, 1), write)
                    .externalId());
        }
    }
}
