package io.cloudconnectors.api.setting;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Key files of service accounts, with keys made at run time, as Google writes them. */
public final class KeyFiles {
    public static final String EMAIL = "reader@acme-prod.iam.gserviceaccount.com";

    private KeyFiles() {}

    /** A file with a new key; its URLs lead where nobody may follow. */
    public static String serviceAccount() {
        return serviceAccount(2048);
    }

    /** The same with a key of so many bits. */
    public static String serviceAccount(int bits) {
        return """
                {"type": "service_account", "project_id": "acme-prod", "private_key_id": "0123456789abcdef",
                 "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                 "client_email": "%s", "client_id": "123456789012345678901",
                 "auth_uri": "https://attacker.example/auth", "token_uri": "https://attacker.example/token",
                 "auth_provider_x509_cert_url": "https://attacker.example/certs",
                 "client_x509_cert_url": "https://attacker.example/cert", "universe_domain": "googleapis.com"}
                """.strip().formatted(key(bits), EMAIL);
    }

    private static String key(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
