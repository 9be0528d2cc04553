package io.cloudconnectors.poller.provider.google;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudconnectors.poller.provider.google.KeyFileRefused.Problem;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/**
 * A service-account key file, as far as it is believed: who signs, and with which key. A file's URLs are whatever its
 * sender wrote; they are allowed to be there, and are never read. Nor is its project: an account may read other projects.
 */
record ServiceAccountKeyFile(String clientEmail, String keyId, RSAPrivateKey privateKey) {
    private static final String UNIVERSE = "googleapis.com";
    private static final int LEAST_BITS = 2048;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private static final Set<String> MEMBERS = Set.of(
            "type",
            "project_id",
            "private_key_id",
            "private_key",
            "client_email",
            "client_id",
            "auth_uri",
            "token_uri",
            "auth_provider_x509_cert_url",
            "client_x509_cert_url",
            "universe_domain");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static ServiceAccountKeyFile parse(String text) throws KeyFileRefused {
        JsonNode file = object(text);
        if (!"service_account".equals(file.path("type").textValue())) {
            throw new KeyFileRefused(Problem.NOT_A_SERVICE_ACCOUNT);
        }
        for (var member : file.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw new KeyFileRefused(Problem.UNKNOWN_MEMBER);
            }
        }
        if (file.has("universe_domain")
                && !UNIVERSE.equals(file.path("universe_domain").textValue())) {
            throw new KeyFileRefused(Problem.FOREIGN_UNIVERSE);
        }
        return new ServiceAccountKeyFile(
                member(file, "client_email"), member(file, "private_key_id"), privateKey(member(file, "private_key")));
    }

    private static JsonNode object(String text) throws KeyFileRefused {
        try {
            JsonNode file = JSON.readTree(text);
            if (file.isObject()) {
                return file;
            }
        } catch (JacksonException _) {
            // Refused below; its message may quote the file.
        }
        throw new KeyFileRefused(Problem.NOT_JSON);
    }

    private static String member(JsonNode file, String name) throws KeyFileRefused {
        String value = file.path(name).textValue();
        if (value == null || value.isBlank()) {
            throw new KeyFileRefused(Problem.MEMBER_MISSING);
        }
        return value;
    }

    private static RSAPrivateKey privateKey(String pem) throws KeyFileRefused {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new KeyFileRefused(Problem.BAD_PRIVATE_KEY);
        }
        String body = text.substring(BEGIN.length(), text.length() - END.length());
        try {
            byte[] der = Base64.getDecoder().decode(body.replaceAll("\\s", ""));
            var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= LEAST_BITS) {
                return rsa;
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Refused below; nothing of the key is told.
        }
        throw new KeyFileRefused(Problem.BAD_PRIVATE_KEY);
    }

    @Override
    public String toString() {
        return "ServiceAccountKeyFile[redacted]";
    }
}
