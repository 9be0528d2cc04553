package io.cloudconnectors.system.leak;

import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Paths;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A client secret and a private key that went the whole way: stored through the API, sealed, revealed to a poller, and shown
 * to a cloud, which knows neither.
 */
record StoredSecrets(String azureKey, byte[] googleKey) {
    /**
     * Of the first prime, in whole groups of Base64. Not of the private exponent: that the JDK keeps for a while, whatever one does
     * (docs/secrets-in-memory.md).
     */
    private static final int PRIVATE_FROM = 576;

    private static final int PRIVATE_TO = 624;

    /** Makes them, and waits until each was used. */
    static StoredSecrets used(Client client) throws NoSuchAlgorithmException {
        var azureKey = "stored-" + UUID.randomUUID();
        var guid = UUID.randomUUID().toString();
        use(
                client,
                Map.of(
                        "name",
                        "stored-azure",
                        "provider",
                        "AZURE",
                        "azure",
                        Map.of(
                                "directoryId", guid,
                                "applicationId", guid,
                                "subscriptionId", guid,
                                "authenticationKey", azureKey)));
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var der = generator.generateKeyPair().getPrivate().getEncoded();
        use(
                client,
                Map.of(
                        "name",
                        "stored-gcp",
                        "provider",
                        "GCP",
                        "gcp",
                        Map.of("projectId", "leak-search-1", "serviceAccountKey", keyFile(der))));
        return new StoredSecrets(azureKey, Arrays.copyOfRange(der, PRIVATE_FROM, PRIVATE_TO));
    }

    /** As they are; the key's Base64 forms are those of its PEM. */
    List<Canary> canaries() {
        return List.of(Canary.ofText("stored client secret", azureKey), new Canary("stored private key", googleKey));
    }

    /** As they lie in the memory of a JVM: in a char array each character has two bytes. */
    List<Canary> inMemory() {
        var pem = Base64.getEncoder().encodeToString(googleKey);
        return List.of(
                Canary.ofText("stored client secret", azureKey),
                new Canary("stored client secret as chars", azureKey.getBytes(StandardCharsets.UTF_16BE)),
                new Canary("stored private key", googleKey),
                new Canary("stored private key as chars", pem.getBytes(StandardCharsets.UTF_16BE)));
    }

    private static void use(Client client, Map<String, Object> body) {
        var id = client.post(Paths.CONNECTORS, body)
                .expect(201)
                .json()
                .path("id")
                .asText();
        // Its first run begins by itself.
        var _ = client.awaitConnector(id, view -> view.at("/lastRun/finishedAt").isTextual());
    }

    private static Map<String, String> keyFile(byte[] der) {
        var pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Map.of(
                "type", "service_account",
                "project_id", "leak-search-1",
                "private_key_id", "0123456789abcdef",
                "private_key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n",
                "client_email", "reader@leak-search-1.iam.gserviceaccount.com",
                "client_id", "12345678901234567890");
    }

    @Override
    public String toString() {
        return "StoredSecrets[redacted]";
    }
}
