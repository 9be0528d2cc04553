package io.cloudconnectors.vault.access;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import org.jboss.logging.Logger;
import org.jose4j.jca.ProviderContext;

/**
 * Whose ECDSA verifies run tokens: AWS-LC's, which takes a seventh of the time of the JDK's (docs/bench/vault.md), or the JDK's where
 * its library does not load.
 */
final class Ecdsa {
    private static final Logger LOG = Logger.getLogger(Ecdsa.class);

    private Ecdsa() {}

    /** For these signatures alone: behind all others, it does nothing that nobody asks it for by name. */
    static ProviderContext provider() {
        ProviderContext context = new ProviderContext();
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        if (provider.getLoadingError() == null) {
            Security.addProvider(provider);
            context.getSuppliedKeyProviderContext().setSignatureProvider(provider.getName());
        } else {
            LOG.warnf(
                    "AWS-LC does not load here; run tokens are verified by the JDK, which takes more of the processors. cause=%s",
                    provider.getLoadingError());
        }
        return context;
    }
}
