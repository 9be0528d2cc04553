package io.cloudconnectors.vault.access;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;

/**
 * Fetches the keys of run tokens; from an https address with the certificate and the authority of the profile {@code mtls}, as
 * they are at the time. Whoever could change them on their way could make run tokens.
 */
@ApplicationScoped
class RunTokenKeyFetch implements SimpleGet {
    private static final String TLS_CONFIGURATION = "services";
    /** Reveals wait for this while the keys are fetched; those of before are used when it is over. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final TlsConfigurationRegistry tls;
    private final int patienceMillis;

    @Inject
    RunTokenKeyFetch(TlsConfigurationRegistry tls) {
        this(tls, PATIENCE);
    }

    /** @param patience for the connection, and for each part of the answer */
    RunTokenKeyFetch(TlsConfigurationRegistry tls, Duration patience) {
        this.tls = tls;
        this.patienceMillis = Math.toIntExact(patience.toMillis());
    }

    @Override
    public SimpleResponse get(String location) throws IOException {
        Get get = new Get();
        get.setConnectTimeout(patienceMillis);
        get.setReadTimeout(patienceMillis);
        get.setRetries(1);
        var services = tls.get(TLS_CONFIGURATION);
        if (services.isPresent()) {
            get.setSslSocketFactory(sslContext(services.get()).getSocketFactory());
        }
        return get.get(location);
    }

    private static SSLContext sslContext(TlsConfiguration services) throws IOException {
        try {
            return services.createSSLContext();
        } catch (Exception e) { // as it is declared
            throw new IOException("The certificates of this service cannot be used", e);
        }
    }
}
