package io.cloudconnectors.api.credential;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.SealedCredential;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Seals credentials before the row that names them is committed. A version that is sealed and never committed does no
 * harm: connector-api's row alone says which version is current, and the vault purges the others.
 */
@ApplicationScoped
public class Vault {
    private static final Logger LOG = Logger.getLogger(Vault.class);

    /** How many versions that were sealed and never committed may be in the way. */
    private static final int MOST_ORPHANS = 5;

    private final VaultClient client;

    Vault(@RestClient VaultClient client) {
        this.client = client;
    }

    /**
     * Seals a version of a credential, the wanted one or the next that is free.
     *
     * @throws ProblemException VAULT_UNAVAILABLE; then nothing may be stored here either
     */
    public SealedCredential seal(Tenant tenant, CredentialReference wanted, CredentialWrite write) {
        for (int version = wanted.version(); version < wanted.version() + MOST_ORPHANS; version++) {
            try {
                return client.seal(tenant.name(), wanted.id(), version, write);
            } catch (WebApplicationException e) {
                if (e.getResponse().getStatus() != Response.Status.CONFLICT.getStatusCode()) {
                    throw unavailable(e);
                }
                LOG.infof(
                        "A version of a credential was sealed before and not committed; the next is taken."
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
            client.shred(tenant.name(), credential);
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
        client.shredVersion(tenant, credential, version);
    }

    /**
     * Whether a sealed version holds this secret. The vault compares: sealing what is sealed already changes nothing.
     *
     * @throws ProblemException VAULT_UNAVAILABLE
     */
    public boolean holds(Tenant tenant, CredentialReference version, CredentialWrite secret) {
        try {
            var _ = client.seal(tenant.name(), version.id(), version.version(), secret);
            return true;
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == Response.Status.CONFLICT.getStatusCode()) {
                return false;
            }
            throw unavailable(e);
        } catch (ProcessingException e) {
            throw unavailable(e);
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
