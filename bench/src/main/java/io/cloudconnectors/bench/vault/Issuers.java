package io.cloudconnectors.bench.vault;

import com.sun.net.httpserver.HttpServer;
import io.cloudconnectors.contracts.RunTokenClaims;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Who signs for the callers of the vault, with the public keys where the vault fetches them: an identity provider (RS256, as
 * Keycloak) and connector-api (ES256).
 */
final class Issuers implements AutoCloseable {
    private static final String REALM = "/realms/cloud-connectors";
    private static final int RSA_BITS = 2048;
    private static final int ACCESS_MINUTES = 120;
    private static final int RUN_MINUTES = 5;

    private final HttpServer server;
    private final PublicJsonWebKey services;
    private final PublicJsonWebKey runs;

    private Issuers(HttpServer server, PublicJsonWebKey services, PublicJsonWebKey runs) {
        this.server = server;
        this.services = services;
        this.runs = runs;
    }

    static Issuers start() {
        try {
            PublicJsonWebKey services = RsaJwkGenerator.generateJwk(RSA_BITS);
            services.setKeyId("services");
            PublicJsonWebKey runs = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            runs.setKeyId("runs");
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            serve(server, REALM + "/protocol/openid-connect/certs", services);
            serve(server, RunTokenClaims.JWKS_PATH, runs);
            server.start();
            return new Issuers(server, services, runs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(HttpServer server, String path, JsonWebKey key) {
        byte[] keys = new JsonWebKeySet(key)
                .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                .getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            }
        });
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the vault is told. */
    Map<String, String> environment() {
        return Map.of("OIDC_ISSUER", url() + REALM, "CONNECTOR_API_URL", url());
    }

    /** The access token of a service, with the claims that Keycloak gives it. */
    String service(String client, String scope) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url() + REALM);
        claims.setAudience("credential-vault-service");
        claims.setSubject(UUID.randomUUID().toString());
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(ACCESS_MINUTES);
        claims.setStringClaim("typ", "Bearer");
        claims.setStringClaim("azp", client);
        claims.setStringClaim("client_id", client);
        claims.setStringClaim("preferred_username", "service-account-" + client);
        claims.setStringClaim("scope", scope);
        return signed(claims, services, AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    /** The token of a run of its own, as connector-api signs it. */
    String run(String tenant, UUID connector, UUID credential) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(RunTokenClaims.ISSUER);
        claims.setAudience(RunTokenClaims.AUDIENCE);
        claims.setSubject(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(RUN_MINUTES);
        claims.setStringClaim(RunTokenClaims.TENANT, tenant);
        claims.setStringClaim(RunTokenClaims.CONNECTOR, connector.toString());
        claims.setStringClaim(RunTokenClaims.CREDENTIAL, credential.toString());
        claims.setClaim(RunTokenClaims.CREDENTIAL_VERSION, 1);
        claims.setClaim(RunTokenClaims.ATTEMPT, 1);
        claims.setClaim(RunTokenClaims.EPOCH, 1);
        return signed(claims, runs, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key, String algorithm) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(key.getPrivateKey());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setAlgorithmHeaderValue(algorithm);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
