package io.cloudconnectors.local.cloud.azure;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for this process alone. Its key, and the server's, never leave memory. */
final class LocalAuthority {
    private static final Duration LIFE = Duration.ofDays(30);
    private static final Duration SKEW = Duration.ofHours(1);
    private static final X500Name AUTHORITY = new X500Name("CN=Simulated Azure local authority");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final SSLContext server;

    private LocalAuthority(X509Certificate certificate, SSLContext server) {
        this.certificate = certificate;
        this.server = server;
    }

    /** An authority, and a server's certificate of it for 127.0.0.1 and localhost. */
    static LocalAuthority create(Instant now) throws IOException {
        try {
            KeyPair authorityKey = keyPair();
            JcaX509v3CertificateBuilder authority = certificate(AUTHORITY, authorityKey, now);
            authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            authority.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            X509Certificate root = signed(authority, authorityKey);

            KeyPair serverKey = keyPair();
            JcaX509v3CertificateBuilder server = certificate(new X500Name("CN=127.0.0.1"), serverKey, now);
            server.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")
            }));
            server.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            return new LocalAuthority(root, context(serverKey, signed(server, authorityKey), root));
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IOException("The local certificate authority cannot be made", impossible);
        }
    }

    SSLContext server() {
        return server;
    }

    /** The authority's certificate, for clients to trust. */
    String pem() throws IOException {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException impossible) {
            throw new IOException("The local certificate cannot be written", impossible);
        }
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder certificate(X500Name subject, KeyPair key, Instant now) {
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(120, RANDOM),
                Date.from(now.minus(SKEW)),
                Date.from(now.plus(LIFE)),
                subject,
                key.getPublic());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair by)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    }

    private static SSLContext context(KeyPair key, X509Certificate... chain)
            throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, none);
        store.setKeyEntry("server", key.getPrivate(), none, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
