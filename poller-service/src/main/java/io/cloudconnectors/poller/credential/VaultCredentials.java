package io.cloudconnectors.poller.credential;

import io.cloudconnectors.contracts.CredentialReference;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** {@link Credentials} from the vault over HTTP. */
@ApplicationScoped
class VaultCredentials implements Credentials {
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
            return status >= 400 && status < 500 ? new Reveal.Refused(status) : new Reveal.Unavailable();
        } catch (RuntimeException unreachable) {
            return new Reveal.Unavailable();
        }
    }
}
