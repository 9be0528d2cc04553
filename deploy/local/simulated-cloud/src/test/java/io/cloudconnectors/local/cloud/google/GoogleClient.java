package io.cloudconnectors.local.cloud.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;

/** What Google's clients do on the wire, by hand. */
final class GoogleClient {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI endpoint;

    GoogleClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    record Answer(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    String token(String keyFile) throws Exception {
        Answer answer = mint(keyFile, claims -> {});
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
        return answer.json().get("access_token").asText();
    }

    /** @param change of the claims that a client would send */
    Answer mint(String keyFile, Consumer<ObjectNode> change) throws Exception {
        JsonNode key = JSON.readTree(keyFile);
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", key.get("client_email").asText())
                .put("aud", key.get("token_uri").asText())
                .put("scope", SCOPE)
                .put("iat", now)
                .put("exp", now + 3600);
        change.accept(claims);
        ObjectNode header = JSON.createObjectNode()
                .put("alg", "RS256")
                .put("kid", key.get("private_key_id").asText());
        String signed = base64(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
        String form = "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion=" + signed
                + "." + base64(sign(key.get("private_key").asText(), signed));
        return send(HttpRequest.newBuilder(URI.create(endpoint + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    Answer get(String path, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(endpoint + path)).header("Authorization", "Bearer " + token));
    }

    Answer post(String path, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(endpoint + path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer policies(String project, String token, String more) throws IOException, InterruptedException {
        return listed(project, "IAM_POLICY", token, more);
    }

    Answer assets(String project, String token, String more) throws IOException, InterruptedException {
        return listed(project, "RESOURCE", token, more);
    }

    private Answer listed(String project, String content, String token, String more)
            throws IOException, InterruptedException {
        return get(
                "/v1/projects/" + project + "/assets?contentType=" + content + "&readTime="
                        + encoded(Instant.now().minusSeconds(60).toString()) + more,
                token);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private static byte[] sign(String pem, String text) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
