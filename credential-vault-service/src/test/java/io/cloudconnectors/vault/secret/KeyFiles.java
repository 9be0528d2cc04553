package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Key files of a service account as Google makes them, to be spoiled by tests. */
public final class KeyFiles {
    private KeyFiles() {}

    /** A good one, with a key of its own. */
    public static Map<String, Object> good() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "service_account");
        members.put("project_id", "acme-prod");
        members.put("private_key_id", "1a2b3c");
        members.put("private_key", pem(key("RSA", 2048)));
        members.put("client_email", "reader@acme-prod.iam.gserviceaccount.com");
        members.put("client_id", "1234567890");
        members.put("auth_uri", "https://accounts.google.com/o/oauth2/auth");
        members.put("token_uri", "https://evil.example/token");
        members.put("universe_domain", "googleapis.com");
        return members;
    }

    public static String text(Map<String, Object> members) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(members);
    }

    static String pem(PrivateKey key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    static PrivateKey key(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
