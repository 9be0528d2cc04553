package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import io.cloudconnectors.vault.envelope.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON that holds secrets, read and written without a String. Jackson reads and writes through buffers which it keeps for the
 * next caller; these are zeroed when they are given back, and not kept.
 */
final class SecretJson {
    /** The member of the stored form that names a connector to its account. */
    static final String EXTERNAL_ID = "externalId";

    /** As long as the longest body: a text in one buffer leaves no other behind that nobody zeroes. */
    private static final int TEXT_BUFFER = 65_536;

    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(new ZeroedBuffers.Pool())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET) // what is closed is zeroed
            .build();

    private SecretJson() {}

    static JsonParser parser(SecretBytes text) throws IOException {
        return JSON.createParser(text.expose());
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** An object; the caller closes it. */
    static SecretBytes object(Members members) {
        try (SecretOutput output = new SecretOutput()) {
            try (JsonGenerator json = JSON.createGenerator(output)) {
                json.writeStartObject();
                members.write(json);
                json.writeEndObject();
            }
            return output.secret();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(JsonGenerator json, String name, @Nullable SecretBytes secret) throws IOException {
        json.writeFieldName(name);
        if (secret == null) {
            json.writeNull();
        } else {
            json.writeUTF8String(secret.expose(), 0, secret.expose().length);
        }
    }

    /** The text at which the parser stands; the caller closes it. */
    static SecretBytes secret(JsonParser json) throws IOException {
        CharBuffer text = CharBuffer.wrap(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        byte[] room = new byte[MOST_BYTES_OF_A_CHARACTER * text.length()];
        try {
            ByteBuffer encoded = ByteBuffer.wrap(room);
            if (StandardCharsets.UTF_8.newEncoder().encode(text, encoded, true).isError()) {
                throw new IOException("A text is not Unicode"); // without the text
            }
            return SecretBytes.owning(Arrays.copyOf(room, encoded.position()));
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    /** The External ID in a stored form. */
    static @Nullable String externalId(SecretBytes stored) {
        try (JsonParser json = parser(stored)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME && EXTERNAL_ID.equals(json.currentName())) {
                    return json.nextTextValue();
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Buffers for one parser or generator. */
    private static final class ZeroedBuffers extends BufferRecycler {
        @Override
        public void releaseByteBuffer(int kind, byte[] buffer) {
            Arrays.fill(buffer, (byte) 0);
        }

        @Override
        public void releaseCharBuffer(int kind, char[] buffer) {
            Arrays.fill(buffer, '\0');
        }

        @Override
        protected int charBufferLength(int kind) {
            return kind == CHAR_TEXT_BUFFER ? TEXT_BUFFER : super.charBufferLength(kind);
        }

        /** Hands out new ones and takes none back. */
        private static final class Pool implements RecyclerPool<BufferRecycler> {
            private static final long serialVersionUID = 1;

            @Override
            public BufferRecycler acquirePooled() {
                return new ZeroedBuffers();
            }

            @Override
            public void releasePooled(BufferRecycler buffers) {
                // Each buffer was zeroed when it was given back.
            }
        }
    }
}
