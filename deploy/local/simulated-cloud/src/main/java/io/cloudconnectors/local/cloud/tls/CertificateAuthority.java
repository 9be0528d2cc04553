package io.cloudconnectors.local.cloud.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
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

/** A certificate authority for this process alone; its key never leaves memory. */
public final class CertificateAuthority {
    /** Of what is issued without another time. */
    public static final Duration LIFE = Duration.ofDays(30);

    private static final Duration SKEW = Duration.ofHours(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final KeyPair key;
    private final Instant now;
    private final X509Certificate certificate;

    private CertificateAuthority(X500Name name, KeyPair key, Instant now, X509Certificate certificate) {
        this.name = name;
        this.key = key;
        this.now = now;
        this.certificate = certificate;
    }

    /** @param name what its certificate calls it */
    public static CertificateAuthority create(String name, Instant now) throws IOException {
        try {
            X500Name subject = new X500Name("CN=" + name);
            KeyPair key = keyPair();
            var builder = builder(subject, subject, key, now.minus(SKEW), now.plus(LIFE));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return new CertificateAuthority(subject, key, now, signed(builder, key));
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IOException("The local certificate authority cannot be made", impossible);
        }
    }

    /**
     * A certificate for a server or a client, good from an hour ago on.
     *
     * @param names DNS names and IPv4 addresses
     */
    public Identity issue(String... names) throws IOException {
        return issue(now.plus(LIFE), names);
    }

    /** @param until when it ends, which may be over */
    public Identity issue(Instant until, String... names) throws IOException {
        try {
            KeyPair own = keyPair();
            Instant from = until.isBefore(now) ? until.minus(LIFE) : now.minus(SKEW);
            var builder = builder(name, new X500Name("CN=" + names[0]), own, from, until);
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(Stream.of(names)
                            .map(CertificateAuthority::alternative)
                            .toArray(GeneralName[]::new)));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            return new Identity(own.getPrivate(), signed(builder, key), certificate);
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IOException("A certificate of the local authority cannot be made", impossible);
        }
    }

    /** The authority's certificate, for others to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The same as PEM. */
    public String pem() throws IOException {
        return Pem.of(certificate);
    }

    private static GeneralName alternative(String name) {
        boolean address = name.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair key, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                issuer, new BigInteger(120, RANDOM), Date.from(from), Date.from(until), subject, key.getPublic());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair by)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    }
}
