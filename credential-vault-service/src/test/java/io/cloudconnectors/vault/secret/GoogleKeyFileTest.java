package io.cloudconnectors.vault.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.vault.envelope.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleKeyFileTest {
    private static final String CANARY = "c4n4ry-7f1d";
    private static final Map<String, Object> GOOD = KeyFiles.good();

    @Test
    void theFileThatGoogleHandsOutIsTakenWhateverItsAddressesSay() throws Exception {
        assertThat(fault(KeyFiles.text(GOOD))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"project_id", "client_id", "auth_uri", "token_uri", "universe_domain"})
    void whatSigningDoesNotNeedMayBeAbsent(String member) throws Exception {
        assertThat(fault(KeyFiles.text(with(file -> file.remove(member))))).isEmpty();
    }

    static Stream<Arguments> spoiled() {
        String key = String.valueOf(GOOD.get("private_key"));
        return Stream.of(
                spoiled("type", file -> file.put("type", "external_account")),
                spoiled("type", file -> file.remove("type")),
                spoiled("a member that no key file", file -> file.put("credential_source", CANARY)),
                spoiled("a member that no key file", file -> file.put(CANARY, CANARY)),
                spoiled("a text", file -> file.put("private_key", Map.of("executable", CANARY))),
                spoiled("a text", file -> file.put("client_id", 5)),
                spoiled("universe_domain", file -> file.put("universe_domain", CANARY)),
                spoiled("client_email", file -> file.put("client_email", CANARY)),
                spoiled("client_email", file -> file.put("client_email", "a@evil.example\n.gserviceaccount.com")),
                spoiled("client_email", file -> file.remove("client_email")),
                spoiled("private_key_id", file -> file.put("private_key_id", "")),
                spoiled("private_key", file -> file.remove("private_key")),
                spoiled("private_key", file -> file.put("private_key", CANARY)),
                spoiled("private_key", file -> file.put("private_key", key.replace("PRIVATE KEY", "RSA PRIVATE KEY"))),
                spoiled("private_key", file -> file.put("private_key", key.substring(0, key.length() / 2))),
                spoiled("private_key", file -> file.put("private_key", key + CANARY)),
                spoiled("private_key", file -> file.put("private_key", KeyFiles.pem(KeyFiles.key("RSA", 1024)))),
                spoiled("private_key", file -> file.put("private_key", KeyFiles.pem(KeyFiles.key("EC", 256)))));
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void anotherOneIsRefusedWithTheMemberAndWithoutItsValue(String about, Consumer<Map<String, Object>> spoil)
            throws Exception {
        assertThat(fault(KeyFiles.text(with(spoil)))).contains(about).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"c4n4ry-7f1d\"",
                "{\"type\": \"c4n4ry-7f1d",
                "{\"type\": \"service_account\", \"type\": \"c4n4ry-7f1d\"}",
                "{\"type\": \"service_account\"} {\"type\": \"c4n4ry-7f1d\"}"
            })
    void whatIsNoObjectIsRefused(String text) {
        assertThat(fault(text)).isNotEmpty().doesNotContain(CANARY);
    }

    @Test
    void aFileIsNoLongerThanTheyAre() throws Exception {
        assertThat(fault(KeyFiles.text(with(file -> file.put("auth_uri", "x".repeat(16_384))))))
                .contains("16384");
    }

    private static Arguments spoiled(String about, Consumer<Map<String, Object>> spoil) {
        return Arguments.of(about, spoil);
    }

    private static Map<String, Object> with(Consumer<Map<String, Object>> change) {
        Map<String, Object> file = new java.util.LinkedHashMap<>(GOOD);
        change.accept(file);
        return file;
    }

    /** Empty when there is none. */
    private static String fault(String text) {
        return GoogleKeyFile.fault(SecretBytes.owning(text.getBytes(StandardCharsets.UTF_8)))
                .orElse("");
    }
}
