package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.body.Field;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.problem.FieldErrorCode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
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

    private static final String UNIVERSE = "googleapis.com";
    private static final List<String> URLS =
            List.of("auth_uri", "token_uri", "auth_provider_x509_cert_url", "client_x509_cert_url");
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

    private static final TextRule ANY = TextRule.line(0, 2048);
    private static final TextRule KEY_ID = TextRule.matching(
            1, 128, Pattern.compile("[0-9A-Za-z_-]+"), "Write private_key_id as it stands in the key file.");
    private static final TextRule CLIENT_ID = TextRule.matching(
            1, 64, Pattern.compile("[0-9]+"), "Write client_id as it stands in the key file: digits.");
    private static final TextRule EMAIL = TextRule.matching(
            6,
            320,
            Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.gserviceaccount\\.com"),
            "Write the service account's address, which ends in gserviceaccount.com.");
    private static final TextRule PEM = TextRule.paragraph(16_384);
    private static final Pattern PKCS8 =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

    /** Reads the file; null when it is not valid, which the form's violations then say. */
    static @Nullable GcpKeyFile read(Form form) {
        if (!hasTheType(form)) {
            return null;
        }
        String project = form.field("project_id").text(GcpSpec.PROJECT);
        String keyId = required(form, "private_key_id").text(KEY_ID);
        String key = privateKey(required(form, "private_key"));
        String email = required(form, "client_email").text(EMAIL);
        String clientId = required(form, "client_id").text(CLIENT_ID);
        for (String url : URLS) {
            form.field(url).text(ANY);
        }
        Field universe = form.field("universe_domain");
        String domain = universe.text(ANY);
        if (domain != null && !domain.equals(UNIVERSE)) {
            universe.refuse(FieldErrorCode.NOT_SUPPORTED, "Only Google's own cloud is supported: googleapis.com.");
        }
        form.refuseOthers(Map.of());
        return keyId == null || key == null || email == null || clientId == null
                ? null
                : new GcpKeyFile(project, keyId, key, email, clientId);
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

    /** Of a file of another type nothing else is looked at: one clear sentence instead of ten unknown members. */
    private static boolean hasTheType(Form form) {
        Field field = form.field("type").required("Write a key file of the type service_account." + MAKE_A_KEY);
        String type = field.text(ANY);
        if (TYPE.equals(type)) {
            return true;
        }
        if (type != null) {
            String why = OTHER_TYPES.getOrDefault(type, "This is no key file of a service account.");
            field.refuse(FieldErrorCode.NOT_SUPPORTED, why + MAKE_A_KEY);
        }
        return false;
    }

    private static Field required(Form form, String name) {
        return form.field(name).required("Write the whole key file; " + name + " is missing.");
    }

    private static @Nullable String privateKey(Field field) {
        String pem = field.text(PEM);
        if (pem == null) {
            return null;
        }
        Matcher matcher = PKCS8.matcher(pem);
        if (!matcher.matches() || !isRsa(Objects.requireNonNull(matcher.group(1)))) {
            field.refuse(
                    FieldErrorCode.FORMAT,
                    "Write the private key as it stands in the key file: an RSA key of 2048 bits or more in PKCS#8, between"
                            + " BEGIN PRIVATE KEY and END PRIVATE KEY, its line breaks as \\n.");
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
