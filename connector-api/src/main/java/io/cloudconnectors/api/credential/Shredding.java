package io.cloudconnectors.api.credential;

import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has the vault shred retired versions while the service runs. While the vault is away they wait: nothing can use them. */
@ApplicationScoped
class Shredding {
    private static final Logger LOG = Logger.getLogger(Shredding.class);

    private final CredentialsConfig.Shredding config;
    private final ShreddingRepository versions;
    private final Vault vault;
    private @Nullable Loop loop;

    Shredding(CredentialsConfig config, ShreddingRepository versions, Vault vault) {
        if (config.keptVersions() < 1) {
            throw new IllegalArgumentException("credentials.kept-versions is at least 1");
        }
        this.config = config.shredding();
        this.versions = versions;
        this.vault = vault;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            loop = Loop.start("shredding", config.sweep(), this::sweep);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    /** One round. A vault that is away ends it; what was taken is tried again when its claim has lapsed. */
    void sweep() {
        for (ShreddingRepository.Retired version : versions.take()) {
            try {
                vault.shred(version.tenant(), version.credential(), version.version());
                versions.done(version);
                LOG.infof(
                        "A version of a credential is shredded; connector=%s version=%d",
                        version.connector(), version.version());
            } catch (WebApplicationException e) { // of this version alone, perhaps: the others go on
                LOG.warnf(
                        "The vault did not shred a version and will be asked again; connector=%s version=%d cause=%s",
                        version.connector(), version.version(), e.toString());
            }
        }
    }
}
