package io.cloudconnectors.poller.credential;

import io.cloudconnectors.contracts.CredentialReference;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** {@link Credentials} from the vault over HTTP. */
@ApplicationScoped
class VaultCredentials implements Credentials {
    private static final Logger LOG = Logger.getLogger(VaultCredentials.class);
    private static final int TOO_MANY_REQUESTS = 429;

    private final VaultApi vault;
    private final Counter answered;
    private final Counter refused;
    private final Counter unavailable;

    VaultCredentials(@RestClient VaultApi vault, MeterRegistry meters) {
        this.vault = vault;
        this.answered = meters.counter("vault.calls", "outcome", "answered");
        this.refused = meters.counter("vault.calls", "outcome", "refused");
        this.unavailable = meters.counter("vault.calls", "outcome", "unavailable");
    }

    @Override
    public Reveal reveal(CredentialReference reference, String runToken) {
        Reveal reveal = ask(reference, runToken);
        switch (reveal) {
            case Reveal.Revealed _ -> answered.increment();
            case Reveal.Refused _ -> refused.increment();
            case Reveal.Unavailable _ -> unavailable.increment();
        }
        return reveal;
    }

    private Reveal ask(CredentialReference reference, String runToken) {
        try {
            return new Reveal.Revealed(vault.reveal(reference.id(), reference.version(), runToken));
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            return isFinal(status) ? new Reveal.Refused(status) : new Reveal.Unavailable();
        } catch (RuntimeException unreachable) {
            tellOfCertificates(unreachable);
            return new Reveal.Unavailable();
        }
    }

    /** Too many at a time are to come again. */
    private static boolean isFinal(int status) {
        return status >= 400 && status < 500 && status != TOO_MANY_REQUESTS;
    }

    /** It does not go away by itself, as other reasons do. */
    private static void tellOfCertificates(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                LOG.errorf(
                        "The vault and this poller do not accept each other's certificates; runs end with VAULT_UNAVAILABLE until they"
                                + " do (docs/mtls.md). cause=%s",
                        cause);
                return;
            }
        }
    }
}
