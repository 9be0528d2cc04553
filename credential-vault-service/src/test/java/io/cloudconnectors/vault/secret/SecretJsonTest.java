package io.cloudconnectors.vault.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.cloudconnectors.vault.envelope.SecretBytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a secret where it went through. */
class SecretJsonTest {

    @ParameterizedTest
    @ValueSource(ints = {10, 3_000, 16_000})
    void nothingIsLeftInTheBufferOfAParser(int length) throws Exception {
        String secret = "s".repeat(length);
        char[] buffer;
        try (SecretBytes text = bytes("[\"" + secret + "\"]");
                JsonParser json = SecretJson.parser(text)) {
            json.nextToken();
            json.nextToken();
            try (SecretBytes read = SecretJson.secret(json)) {
                assertThat(read.expose()).isEqualTo(secret.getBytes(StandardCharsets.UTF_8));
            }
            buffer = json.getTextCharacters();
            assertThat(buffer).contains('s');
        }
        assertThat(buffer).containsOnly('\0');
    }

    @Test
    void aHandleThatIsClosedHoldsNothing() {
        AtomicReference<byte[]> exposed = new AtomicReference<>();
        try (SecretBytes object = SecretJson.object(json -> SecretJson.write(json, "k", bytes("s3cr3t")))) {
            exposed.set(object.expose());
            assertThat(exposed.get()).asString().isEqualTo("{\"k\":\"s3cr3t\"}");
        }
        assertThat(exposed.get()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_095, 4_096, 4_097, 65_536})
    void aStreamIsReadWhole(int length) throws Exception {
        byte[] sent = "x".repeat(length).getBytes(StandardCharsets.UTF_8);

        try (SecretBytes read = SecretOutput.all(new ByteArrayInputStream(sent))) {
            assertThat(read.expose()).isEqualTo(sent);
        }
    }

    @Test
    void textsOfEveryAlphabetComeThrough() throws Exception {
        String text = "aä€😀\n\"";
        try (SecretBytes object = SecretJson.object(json -> SecretJson.write(json, "externalId", bytes(text)))) {
            assertThat(SecretJson.externalId(object)).isEqualTo(text);
        }
    }

    private static SecretBytes bytes(String text) {
        return SecretBytes.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
