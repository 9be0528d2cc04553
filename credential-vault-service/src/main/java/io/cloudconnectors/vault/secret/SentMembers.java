package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cloudconnectors.vault.envelope.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a credential as they were sent: texts, any of which may be a secret. What is absent or null is not there. */
final class SentMembers implements AutoCloseable {
    private final Map<String, SecretBytes> texts = new HashMap<>();

    /**
     * Reads an object at whose begin the parser stands.
     *
     * @throws MalformedException for a member that the kind does not take, or that is no text
     */
    static SentMembers read(JsonParser json, CredentialKind kind) throws IOException, MalformedException {
        SentMembers sent = new SentMembers();
        try {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new MalformedException();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                sent.add(json.currentName(), json.nextToken(), json, kind);
            }
            return sent;
        } catch (IOException | MalformedException | RuntimeException e) {
            sent.close();
            throw e;
        }
    }

    private void add(String name, JsonToken value, JsonParser json, CredentialKind kind)
            throws IOException, MalformedException {
        if (!kind.takes().contains(name) || (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL)) {
            throw new MalformedException();
        }
        if (value == JsonToken.VALUE_STRING) {
            texts.put(name, SecretJson.secret(json));
        }
    }

    /** A member that is no secret. */
    @Nullable
    String text(String name) {
        SecretBytes text = texts.get(name);
        return text == null ? null : new String(text.expose(), StandardCharsets.UTF_8);
    }

    /** A member that is one; the caller closes it. */
    @Nullable
    SecretBytes secret(String name) {
        return texts.remove(name);
    }

    /** Zeroes what nobody took. */
    @Override
    public void close() {
        texts.values().forEach(SecretBytes::close);
    }

    @Override
    public String toString() {
        return "SentMembers[redacted]";
    }
}
