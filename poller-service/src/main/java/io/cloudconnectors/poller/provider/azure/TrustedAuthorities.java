package io.cloudconnectors.poller.provider.azure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities of the JDK, and one more file of them. */
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /** @throws IllegalStateException when the file cannot be read, or holds no certificate */
    static SSLContext with(Path pem) {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            for (X509Certificate known : manager(null).getAcceptedIssuers()) {
                all.setCertificateEntry("known-" + all.size(), known);
            }
            int before = all.size();
            try (InputStream file = Files.newInputStream(pem)) {
                for (Certificate more : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                    all.setCertificateEntry("more-" + all.size(), more);
                }
            }
            if (all.size() == before) {
                throw new IllegalStateException("No certificate in " + pem);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new X509TrustManager[] {manager(all)}, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The certificate authorities in " + pem + " cannot be used", e);
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
