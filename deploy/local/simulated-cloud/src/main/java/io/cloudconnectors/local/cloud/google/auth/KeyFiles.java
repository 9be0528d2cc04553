package io.cloudconnectors.local.cloud.google.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.local.cloud.google.project.ServiceAccountKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.UUID;

/** Makes keys as the cloud does: the private half leaves once, inside the key file, and is kept nowhere. */
public final class KeyFiles {
    private static final int BITS = 2048;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KeyFiles() {}

    /** @param text the JSON text of the key file */
    public record Created(ServiceAccountKey key, String text) {
        /** Without the private key. */
        @Override
        public String toString() {
            return "Created[" + key.id() + "]";
        }
    }

    /** Source: IAM documentation, "Create and delete service account keys", the example of a key file. */
    public static Created create(String projectId, String email, String uniqueId) {
        KeyPair pair = generate();
        String id = UUID.randomUUID().toString().replace("-", "") + "00000000";
        ObjectNode file = JSON.createObjectNode()
                .put("type", "service_account")
                .put("project_id", projectId)
                .put("private_key_id", id)
                .put("private_key", pem(pair.getPrivate()))
                .put("client_email", email)
                .put("client_id", uniqueId)
                .put("auth_uri", "https://accounts.google.com/o/oauth2/auth")
                .put("token_uri", "https://oauth2.googleapis.com/token")
                .put("auth_provider_x509_cert_url", "https://www.googleapis.com/oauth2/v1/certs")
                .put(
                        "client_x509_cert_url",
                        "https://www.googleapis.com/robot/v1/metadata/x509/"
                                + URLEncoder.encode(email, StandardCharsets.UTF_8))
                .put("universe_domain", "googleapis.com");
        return new Created(new ServiceAccountKey(id, pair.getPublic()), file.toPrettyString() + "\n");
    }

    /**
     * The public half of a key file that this process or an earlier one made.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ServiceAccountKey read(String text) {
        try {
            JsonNode file = JSON.readTree(text);
            byte[] encoded = Base64.getMimeDecoder()
                    .decode(file.path("private_key").asText().replaceAll("-----[A-Z ]+-----", ""));
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            if (!(rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded)) instanceof RSAPrivateCrtKey key)) {
                throw new IllegalArgumentException("Not an RSA key with its public exponent");
            }
            return new ServiceAccountKey(
                    file.path("private_key_id").asText(),
                    rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
        } catch (JsonProcessingException | GeneralSecurityException wrong) {
            throw new IllegalArgumentException("Not the key file of a service account", wrong);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String pem(PrivateKey key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }
}
