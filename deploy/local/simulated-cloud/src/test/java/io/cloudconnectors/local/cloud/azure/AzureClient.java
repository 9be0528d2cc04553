package io.cloudconnectors.local.cloud.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks as the SDK does, trusting the simulated authority alone. */
final class AzureClient {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI endpoint;

    AzureClient(SimulatedAzure azure) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] pem = azure.caPem().getBytes(StandardCharsets.US_ASCII);
        store.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
        this.endpoint = azure.endpoint();
    }

    /** A status, and a body of JSON. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {}

    Answer signIn(String tenant, String app, String secret) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_info=1&client_id=" + app
                + "&client_secret=" + encoded(secret)
                + "&scope=" + encoded("openid profile offline_access " + endpoint + "/.default");
        return send(HttpRequest.newBuilder(endpoint.resolve("/" + tenant + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    String token(String tenant, String app, String secret) throws IOException, InterruptedException {
        return signIn(tenant, app, secret).body().path("access_token").asText();
    }

    Answer get(String token, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(endpoint.resolve(path)).header("Authorization", "Bearer " + token));
    }

    Answer query(String token, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(
                        endpoint.resolve("/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
