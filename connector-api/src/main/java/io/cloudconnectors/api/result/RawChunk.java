package io.cloudconnectors.api.result;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.cloudconnectors.api.inventory.Chunk;
import io.cloudconnectors.api.inventory.ContentDigest;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.SliceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A chunk as it came. Of its assets is read what tells them apart and whether they changed; no object is made of what they are,
 * for the database takes the JSON that the poller wrote.
 */
record RawChunk(Origin origin, SliceKey slice, int number, int size, String digest, String json)
        implements Report, Chunk {

    /**
     * Reads one.
     *
     * @throws IOException when it is no JSON, or a member is of another kind
     * @throws NullPointerException when a member is missing
     */
    static RawChunk read(ObjectMapper json, byte[] value) throws IOException {
        Origin origin = null;
        SliceKey slice = null;
        Integer number = null;
        Assets assets = null;
        try (JsonParser in = json.createParser(value)) {
            expect(JsonToken.START_OBJECT, in.nextToken(), in);
            for (String member = in.nextFieldName(); member != null; member = in.nextFieldName()) {
                in.nextToken();
                switch (member) {
                    case "origin" -> origin = json.readValue(in, Origin.class);
                    case "slice" -> slice = json.readValue(in, SliceKey.class);
                    case "chunk" -> number = in.getIntValue();
                    case "assets" -> assets = Assets.read(in, value);
                    default -> in.skipChildren();
                }
            }
        }
        requireNonNull(assets, "assets");
        return new RawChunk(
                requireNonNull(origin, "origin"),
                requireNonNull(slice, "slice"),
                requireNonNull(number, "chunk"),
                assets.size,
                assets.digest,
                assets.json);
    }

    private static void expect(JsonToken expected, @Nullable JsonToken found, JsonParser in) throws IOException {
        if (found != expected) {
            throw MismatchedInputException.from(in, Object.class, expected + " expected");
        }
    }

    /** The assets of a chunk. */
    private record Assets(int size, String digest, String json) {
        static Assets read(JsonParser in, byte[] value) throws IOException {
            expect(JsonToken.START_ARRAY, in.currentToken(), in);
            int begin = Math.toIntExact(in.currentTokenLocation().getByteOffset());
            var digest = new ContentDigest();
            int size = 0;
            while (in.nextToken() == JsonToken.START_OBJECT) {
                add(in, digest);
                size++;
            }
            expect(JsonToken.END_ARRAY, in.currentToken(), in);
            int end = Math.toIntExact(in.currentTokenLocation().getByteOffset()) + 1;
            return new Assets(size, digest.hex(), new String(value, begin, end - begin, StandardCharsets.UTF_8));
        }

        private static void add(JsonParser in, ContentDigest digest) throws IOException {
            String type = null;
            String region = null;
            String nativeId = null;
            String contentHash = null;
            boolean tags = false;
            boolean detail = false;
            for (String member = in.nextFieldName(); member != null; member = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                switch (member) {
                    case "type" -> type = in.getValueAsString();
                    case "region" -> region = in.getValueAsString();
                    case "nativeId" -> nativeId = in.getValueAsString();
                    case "contentHash" -> contentHash = in.getValueAsString();
                    case "tags" -> tags = skip(value, in);
                    case "detail" -> detail = skip(value, in);
                    default -> in.skipChildren();
                }
            }
            if (!tags || !detail) {
                throw new NullPointerException("tags and detail");
            }
            digest.add(
                    requireNonNull(type, "type"),
                    requireNonNull(region, "region"),
                    requireNonNull(nativeId, "nativeId"),
                    requireNonNull(contentHash, "contentHash"));
        }

        private static boolean skip(@Nullable JsonToken value, JsonParser in) throws IOException {
            expect(JsonToken.START_OBJECT, value, in);
            in.skipChildren();
            return true;
        }
    }
}
