package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.body.FixedTextRule;
import io.cloudconnectors.api.body.Member;
import io.cloudconnectors.api.body.Shape;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.body.Values;
import io.cloudconnectors.api.problem.FieldErrorCode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service account's key file, read strictly. Google's libraries act on what such a file names: programs, files, URLs.
 * So only the one harmless type is taken, and of it only the members that signing needs; its URLs may be present, since
 * Google writes them, and are dropped.
 */
record GcpKeyFile(
        @Nullable String projectId, String privateKeyId, String privateKey, String clientEmail, String clientId) {

    private static final String TYPE = "service_account";
    /** What Google makes; the poller signs with no shorter one. */
    private static final int LEAST_BITS = 2048;

    private static final String MAKE_A_KEY =
            " Make a key with: gcloud iam service-accounts keys create key.json --iam-account=<service account>.";

    private static final Map<String, String> OTHER_TYPES = Map.of(
            "external_account",
                    "This file configures workload identity federation, which can name programs, files and URLs.",
            "external_account_authorized_user",
                    "This file signs a person in through an external identity provider, not a service account.",
            "authorized_user", "This file holds a person's own sign-in, not a service account's key.",
            "impersonated_service_account",
                    "This file impersonates a service account with somebody else's credential; it holds no key.",
            "gdch_service_account", "This file is for Google Distributed Cloud, which is not Google Cloud.");

    private static final Pattern PKCS8 = Pattern.compile(
            "[ \\t\\r\\n]*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+\\/= \\t\\r\\n]+)-----END PRIVATE KEY-----[ \\t\\r\\n]*");

    private static final String WRITE_THE_KEY =
            "Write the private key as it stands in the key file: an RSA key of 2048 bits or more in PKCS#8, between"
                    + " BEGIN PRIVATE KEY and END PRIVATE KEY, its line breaks as \\n.";

    private static final String NO_RSA_KEY =
            "This is no RSA key of 2048 bits or more. Write the private key as it stands in the key file.";

    private static final Member<String> TYPE_MEMBER = Member.of(
                    "type",
                    new FixedTextRule(TYPE, FieldErrorCode.NOT_SUPPORTED, GcpKeyFile::notThisType),
                    "Type",
                    "Only the key file of a service account is taken." + MAKE_A_KEY)
            .required("Write a key file of the type service_account." + MAKE_A_KEY);

    private static final Member<String> PROJECT_ID =
            Member.of("project_id", GcpProject.RULE, "Project of the service account", "It may be another one.");

    private static final Member<String> PRIVATE_KEY_ID = line(
            "private_key_id",
            TextRule.matching(
                    1, 128, Pattern.compile("[0-9A-Za-z_\\-]+"), "Write private_key_id as it stands in the key file."),
            "Key ID");

    private static final Member<String> PRIVATE_KEY = line(
                    "private_key", TextRule.matching(0, 16_384, PKCS8, WRITE_THE_KEY), "Private key")
            .writeOnly();

    private static final Member<String> CLIENT_EMAIL = line(
            "client_email",
            TextRule.matching(
                    6,
                    320,
                    Pattern.compile("[A-Za-z0-9._%+\\-]+@[A-Za-z0-9.\\-]+\\.gserviceaccount\\.com"),
                    "Write the service account's address, which ends in gserviceaccount.com."),
            "Service account");

    private static final Member<String> CLIENT_ID = line(
            "client_id",
            TextRule.matching(
                    1, 64, Pattern.compile("[0-9]+"), "Write client_id as it stands in the key file: digits."),
            "Client ID");

    private static final Member<String> UNIVERSE = Member.of(
            "universe_domain",
            new FixedTextRule(
                    "googleapis.com",
                    FieldErrorCode.NOT_SUPPORTED,
                    other -> "Only Google's own cloud is supported: googleapis.com."),
            "Universe domain",
            "Only Google's own cloud is supported.");

    static final Shape SHAPE = Shape.of(
                    TYPE_MEMBER,
                    PROJECT_ID,
                    PRIVATE_KEY_ID,
                    PRIVATE_KEY,
                    CLIENT_EMAIL,
                    CLIENT_ID,
                    ignored("auth_uri"),
                    ignored("token_uri"),
                    ignored("auth_provider_x509_cert_url"),
                    ignored("client_x509_cert_url"),
                    UNIVERSE)
            .decidedBy(TYPE_MEMBER);

    /** The file; null when it is not valid, which has been noted. */
    static @Nullable GcpKeyFile of(Values file) {
        String keyId = file.find(PRIVATE_KEY_ID);
        String key = rsaKey(file);
        String email = file.find(CLIENT_EMAIL);
        String clientId = file.find(CLIENT_ID);
        return keyId == null || key == null || email == null || clientId == null
                ? null
                : new GcpKeyFile(file.find(PROJECT_ID), keyId, key, email, clientId);
    }

    /** What the vault seals: a key file with nothing but what signing needs. */
    String json() {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("type", TYPE);
        if (projectId != null) {
            file.put("project_id", projectId);
        }
        return file.put("private_key_id", privateKeyId)
                .put("private_key", privateKey)
                .put("client_email", clientEmail)
                .put("client_id", clientId)
                .toString();
    }

    private static Member<String> line(String name, TextRule rule, String title) {
        return Member.of(name, rule, title, "As it stands in the key file.")
                .required("Write the whole key file; " + name + " is missing.");
    }

    private static Member<String> ignored(String name) {
        return Member.of(name, TextRule.line(0, 2048), name, "Not used: Google's own address is.");
    }

    private static String notThisType(String type) {
        return OTHER_TYPES.getOrDefault(type, "This is no key file of a service account.") + MAKE_A_KEY;
    }

    /** That it is a key, and long enough, is what no schema can say. */
    private static @Nullable String rsaKey(Values file) {
        String pem = file.find(PRIVATE_KEY);
        if (pem == null) {
            return null;
        }
        Matcher matcher = PKCS8.matcher(pem);
        if (!matcher.matches() || !isRsa(Objects.requireNonNull(matcher.group(1)))) {
            file.refuse(PRIVATE_KEY, FieldErrorCode.FORMAT, NO_RSA_KEY);
            return null;
        }
        return pem;
    }

    private static boolean isRsa(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der))
                            instanceof RSAPrivateKey key
                    && key.getModulus().bitLength() >= LEAST_BITS;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "GcpKeyFile[redacted]";
    }
}
