package io.cloudconnectors.api.credential;

import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import org.jboss.logging.Logger;

/** Has the vault shred retired versions while the service runs. While the vault is away they wait: nothing can use them. */
@ApplicationScoped
class Shredding {
    private static final Logger LOG = Logger.getLogger(Shredding.class);

    private final CredentialsConfig.Shredding config;
    private final ShreddingRepository versions;
    private final Vault vault;

    Shredding(CredentialsConfig config, ShreddingRepository versions, Vault vault) {
        if (config.keptVersions() < 1) {
            throw new IllegalArgumentException("credentials.kept-versions is at least 1");
        }
        this.config = config.shredding();
        this.versions = versions;
        this.vault = vault;
    }

    @Produces
    @Singleton
    Background loop() {
        return new Background("shredding", config.enabled(), config.sweep(), this::sweep);
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
