package io.cloudconnectors.api.credential;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.SealedCredential;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Seals credentials before the row that names them is committed. A version that is sealed and never committed does no
 * harm: connector-api's row alone says which version is current, and the vault asks after an hour and deletes the others.
 */
@ApplicationScoped
public class Vault {
    private static final Logger LOG = Logger.getLogger(Vault.class);

    /** The vault's code of a 409 that says: sealed before, with another content. */
    private static final String VERSION_CONFLICT = "VERSION_CONFLICT";

    /** How far beyond the wanted version one is looked for; the step doubles, so this is reached at the eleventh. */
    private static final int FARTHEST = 1_023;

    private final VaultClient client;
    private final VaultCalls calls;

    Vault(@RestClient VaultClient client, MeterRegistry meters) {
        this.client = client;
        this.calls = new VaultCalls(meters);
    }

    /**
     * Seals a version of a credential, the wanted one or one soon after it that is free: versions that were sealed within
     * the last hour and never committed may be in the way, however many.
     *
     * @throws ProblemException VAULT_UNAVAILABLE; then nothing may be stored here either
     */
    public SealedCredential seal(Tenant tenant, CredentialReference wanted, CredentialWrite write) {
        for (int ahead = 0; ahead <= FARTHEST; ahead = 2 * ahead + 1) {
            int version = wanted.version() + ahead;
            try {
                return seal(tenant, wanted.id(), version, write);
            } catch (WebApplicationException e) {
                if (!isVersionConflict(e)) {
                    throw unavailable(e);
                }
                LOG.infof(
                        "A version of a credential was sealed before and not committed; a later one is taken."
                                + " connector=%s version=%s",
                        write.connectorId(), version);
            } catch (ProcessingException e) {
                throw unavailable(e);
            }
        }
        throw unavailable(new IllegalStateException("Too many versions that nobody committed"));
    }

    /**
     * Shreds every version of a credential; doing it again changes nothing.
     *
     * @throws ProblemException VAULT_UNAVAILABLE; then it may be there still
     */
    public void shred(Tenant tenant, UUID credential) {
        try {
            calls.counted(() -> client.shred(tenant.name(), credential));
        } catch (WebApplicationException | ProcessingException e) {
            throw new ProblemException(
                    ProblemCode.VAULT_UNAVAILABLE, "Nothing was shredded. Try again in some seconds.", e);
        }
    }

    /**
     * Shreds one version; one that is gone already is no error.
     *
     * @throws RuntimeException when the vault did not; ask again later
     */
    void shred(String tenant, UUID credential, int version) {
        calls.counted(() -> client.shredVersion(tenant, credential, version));
    }

    /**
     * Whether a sealed version holds this secret. The vault compares: sealing what is sealed already changes nothing.
     *
     * @throws ProblemException VAULT_UNAVAILABLE
     */
    public boolean holds(Tenant tenant, CredentialReference version, CredentialWrite secret) {
        try {
            var _ = seal(tenant, version.id(), version.version(), secret);
            return true;
        } catch (WebApplicationException e) {
            if (isVersionConflict(e)) {
                return false;
            }
            throw unavailable(e);
        } catch (ProcessingException e) {
            throw unavailable(e);
        }
    }

    private SealedCredential seal(Tenant tenant, UUID credential, int version, CredentialWrite write) {
        return calls.counted(() -> client.seal(tenant.name(), credential, version, write));
    }

    /** Other conflicts are no news about a version: a later one would meet them too. */
    private static boolean isVersionConflict(WebApplicationException e) {
        Response response = e.getResponse();
        if (response.getStatus() != Response.Status.CONFLICT.getStatusCode()) {
            return false;
        }
        try {
            return VERSION_CONFLICT.equals(
                    response.readEntity(VaultProblem.class).code());
        } catch (ProcessingException unreadable) {
            return false;
        }
    }

    private static ProblemException unavailable(Exception cause) {
        LOG.warnf(
                "The vault did not seal a credential; nothing is stored and the client is told to retry. cause=%s",
                cause.toString());
        return new ProblemException(
                ProblemCode.VAULT_UNAVAILABLE, "Nothing was stored. Try again in some seconds.", cause);
    }
}
