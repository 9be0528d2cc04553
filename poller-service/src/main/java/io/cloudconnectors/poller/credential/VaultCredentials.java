package io.cloudconnectors.poller.credential;

import io.cloudconnectors.contracts.CredentialReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** {@link Credentials} from the vault over HTTP. */
@ApplicationScoped
class VaultCredentials implements Credentials {
    private final VaultApi vault;

    VaultCredentials(@RestClient VaultApi vault) {
        this.vault = vault;
    }

    @Override
    public Reveal reveal(CredentialReference reference, String runToken) {
        try {
            return new Reveal.Revealed(vault.reveal(reference.id(), reference.version(), runToken));
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            return status >= 400 && status < 500 ? new Reveal.Refused(status) : new Reveal.Unavailable();
        } catch (RuntimeException unreachable) {
            return new Reveal.Unavailable();
        }
    }
}
