package io.cloudconnectors.local.cloud.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate of a {@link CertificateAuthority} with its key. */
public final class Identity {
    private static final char[] NONE = new char[0];

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate issuer;

    Identity(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {
        this.key = key;
        this.certificate = certificate;
        this.issuer = issuer;
    }

    /**
     * Files for a service that runs with the profile {@code mtls}, by the variables that tell it where they are.
     *
     * @param trusted who has to have issued what its peers show
     */
    public Map<String, String> environment(CertificateAuthority trusted) throws IOException {
        Path folder = Files.createTempDirectory("tls");
        return Map.of(
                "TLS_CERT_FILE", file(folder, "cert.pem", Pem.of(certificate)),
                "TLS_KEY_FILE", file(folder, "key.pem", Pem.of(key)),
                "TLS_CA_FILE", file(folder, "ca.pem", trusted.pem()));
    }

    private static String file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** For a server that asks nobody for a certificate. */
    public SSLContext server() throws IOException {
        return context(this, null);
    }

    /** For a peer that shows this certificate and trusts what that authority issued. */
    public SSLContext trusting(CertificateAuthority authority) throws IOException {
        return context(this, authority.certificate());
    }

    /** For a client that has no certificate and trusts what that authority issued. */
    public static SSLContext ofNobody(CertificateAuthority authority) throws IOException {
        return context(null, authority.certificate());
    }

    private static SSLContext context(@Nullable Identity own, @Nullable X509Certificate trusted) throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore store = empty();
            if (own != null) {
                store.setKeyEntry("own", own.key, NONE, new X509Certificate[] {own.certificate, own.issuer});
            }
            keys.init(store, NONE);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted == null ? null : trust(trusted), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IOException("TLS with a local certificate is not to be had", impossible);
        }
    }

    private static TrustManager[] trust(X509Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NONE);
        return store;
    }
}
