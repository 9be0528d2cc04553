package io.cloudconnectors.api.setting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An OpenID provider on loopback with a key made at start: discovery, keys, and the token endpoint for client
 * credentials. Tokens look as those of the realm do.
 */
public final class IdentityProvider implements AutoCloseable {
    private static final String REALM = "/realms/cloud-connectors";
    private static final String KEY_ID = "test";
    /** Of a service's token: shorter than what a service must leave of it unused. */
    private static final Duration SERVICE_TOKEN = Duration.ofSeconds(20);

    private final HttpServer server;
    private final KeyPair keys;

    public IdentityProvider() throws IOException {
        keys = newKeys();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(REALM + "/.well-known/openid-configuration", e -> answer(e, discovery()));
        server.createContext(REALM + "/keys", e -> answer(e, jwks()));
        server.createContext(REALM + "/protocol/openid-connect/token", e -> answer(e, serviceToken()));
        server.start();
    }

    /** The value of {@code OIDC_ISSUER}. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + REALM;
    }

    /** A token of a person or a CI client. */
    public String token(String tenant, String... roles) {
        return sign(claims(Instant.now().plus(Duration.ofMinutes(10)), roles).claim("tenant", tenant), keys);
    }

    /** A token that a client got for itself, as Keycloak writes it. */
    public String clientToken(String tenant, String client, String... roles) {
        return sign(
                claims(Instant.now().plus(Duration.ofMinutes(10)), roles)
                        .claim("tenant", tenant)
                        .claim("azp", client)
                        .claim("preferred_username", "service-account-" + client),
                keys);
    }

    /** A token that ends soon. */
    public String token(String tenant, Duration lifetime, String... roles) {
        return sign(claims(Instant.now().plus(lifetime), roles).claim("tenant", tenant), keys);
    }

    /** A token of a certain person or CI client. */
    public String tokenOf(String subject, String tenant, String... roles) {
        JwtClaimsBuilder claims = claims(Instant.now().plus(Duration.ofMinutes(10)), roles);
        return sign(claims.subject(subject).claim("tenant", tenant), keys);
    }

    /** A token without the claim that names a tenant. */
    public String tokenWithoutTenant(String... roles) {
        return sign(claims(Instant.now().plus(Duration.ofMinutes(10)), roles), keys);
    }

    /** A token whose time is over. */
    public String expiredToken(String tenant, String... roles) {
        return sign(claims(Instant.now().minus(Duration.ofMinutes(10)), roles).claim("tenant", tenant), keys);
    }

    /** A token that somebody else signed under the name of this provider's key. */
    public String forgedToken(String tenant, String... roles) {
        return sign(claims(Instant.now().plus(Duration.ofMinutes(10)), roles).claim("tenant", tenant), newKeys());
    }

    /** A client-credentials token with these scopes, as another service would hold it. */
    public String scopedToken(String... scopes) {
        return scopedToken(Duration.ofMinutes(10), scopes);
    }

    private String scopedToken(Duration lifetime, String... scopes) {
        return sign(
                Jwt.issuer(issuer())
                        .subject("service")
                        .claim("scope", String.join(" ", scopes))
                        .expiresIn(lifetime),
                keys);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private JwtClaimsBuilder claims(Instant expiry, String... roles) {
        return Jwt.issuer(issuer())
                .subject("someone")
                .claim("preferred_username", "someone")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .issuedAt(expiry.minus(Duration.ofMinutes(20)))
                .expiresAt(expiry);
    }

    private String serviceToken() {
        return """
                {"access_token": "%s", "token_type": "Bearer", "expires_in": %d}
                """.formatted(scopedToken(SERVICE_TOKEN, "vault:write"), SERVICE_TOKEN.toSeconds());
    }

    private static String sign(JwtClaimsBuilder claims, KeyPair keys) {
        return claims.jws().keyId(KEY_ID).sign(keys.getPrivate());
    }

    private String discovery() {
        return """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/protocol/openid-connect/token",
                 "authorization_endpoint": "%1$s/auth", "response_types_supported": ["code"],
                 "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(issuer());
    }

    private String jwks() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(KEY_ID, base64(key.getModulus()), base64(key.getPublicExponent()));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
