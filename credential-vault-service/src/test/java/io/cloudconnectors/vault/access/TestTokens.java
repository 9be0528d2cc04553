package io.cloudconnectors.vault.access;

import io.cloudconnectors.contracts.RunTokenClaims;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Real tokens of the two issuers, with keys made for this run. */
public final class TestTokens {
    static final EllipticCurveJsonWebKey RUN_TOKEN_KEY = ecKey("run-token-key");
    static final KeyPair SERVICE_KEY = rsa();

    private TestTokens() {}

    /** A client-credentials token as the identity provider signs it. */
    public static String service(String client, String scope) throws JoseException {
        return access(serviceClaims(client, scope), jws -> {});
    }

    /** Its claims; a test changes what is wrong with it. */
    static JwtClaims serviceClaims(String client, String scope) {
        JwtClaims claims = new JwtClaims();
        claims.setAudience("credential-vault-service");
        claims.setGeneratedJwtId(); // or tokens of the same second are one
        claims.setSubject("service-account-" + client);
        claims.setStringClaim("azp", client);
        claims.setStringClaim("scope", scope);
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setIssuedAtToNow();
        return claims;
    }

    /** An access token as the identity provider signs it, but for what is changed. */
    static String access(JwtClaims claims, Consumer<JsonWebSignature> change) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(SERVICE_KEY.getPrivate());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        change.accept(jws);
        return jws.getCompactSerialization();
    }

    /** The claims of a good run token; a test changes what it is about. */
    static JwtClaims runToken(String tenant, UUID connector, UUID credential, int version) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(RunTokenClaims.ISSUER);
        claims.setAudience(RunTokenClaims.AUDIENCE);
        claims.setSubject(UUID.randomUUID().toString());
        claims.setStringClaim(RunTokenClaims.TENANT, tenant);
        claims.setStringClaim(RunTokenClaims.CONNECTOR, connector.toString());
        claims.setStringClaim(RunTokenClaims.CREDENTIAL, credential.toString());
        claims.setClaim(RunTokenClaims.CREDENTIAL_VERSION, version);
        claims.setClaim(RunTokenClaims.ATTEMPT, 1);
        claims.setClaim(RunTokenClaims.EPOCH, 1);
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }

    public static String signed(JwtClaims claims) throws JoseException {
        return signed(claims, jws -> {});
    }

    static String signed(JwtClaims claims, Consumer<JsonWebSignature> change) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(RUN_TOKEN_KEY.getPrivateKey());
        jws.setKeyIdHeaderValue(RUN_TOKEN_KEY.getKeyId());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        change.accept(jws);
        return jws.getCompactSerialization();
    }

    static EllipticCurveJsonWebKey ecKey(String id) {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
