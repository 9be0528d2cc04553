package io.cloudconnectors.api.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.contracts.TestStep;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads result events as their contract says: unknown members are ignored, missing ones are not made up,
 * and a reason that only a newer poller knows is a PLATFORM_ERROR. */
final class ResultCodec {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private ResultCodec() {}

    /**
     * Reads one event.
     *
     * @throws UnreadableException when it is no result event, with a sentence that quotes nothing of it
     */
    static Report read(byte @Nullable [] value) throws UnreadableException {
        if (value == null) {
            throw new UnreadableException("The record has no value");
        }
        try {
            return isChunk(value)
                    ? checked(RawChunk.read(JSON, value))
                    : checked(JSON.readValue(value, ResultEvent.class));
        } catch (IOException e) {
            throw new UnreadableException(
                    "The record is not a result event: " + e.getClass().getSimpleName());
        } catch (NullPointerException e) {
            throw new UnreadableException("A member of the event is missing: " + e.getMessage());
        }
    }

    /** A poller writes first which event it is; the rest is not read for it. */
    private static boolean isChunk(byte[] value) throws IOException {
        try (JsonParser in = JSON.createParser(value)) {
            in.nextToken();
            for (String member = in.nextFieldName(); member != null; member = in.nextFieldName()) {
                in.nextToken();
                if (member.equals("event")) {
                    return "SLICE_CHUNK".equals(in.getValueAsString());
                }
                in.skipChildren();
            }
            return false;
        }
    }

    private static RawChunk checked(RawChunk chunk) {
        check(chunk.origin());
        check(chunk.slice());
        return chunk;
    }

    private static Report checked(ResultEvent event) throws UnreadableException {
        check(event.origin());
        return switch (event) {
            case ResultEvent.SliceChunk _ -> throw new UnreadableException("The record says twice which event it is");
            case ResultEvent.SliceSeen seen -> {
                check(seen.slice());
                Objects.requireNonNull(seen.observedAt(), "observedAt");
                Objects.requireNonNull(seen.gaps(), "gaps").forEach(gap -> {
                    Objects.requireNonNull(gap.type(), "type");
                    Objects.requireNonNull(gap.reason(), "reason");
                });
                yield new Report.Seen(seen);
            }
            case ResultEvent.SliceBlind blind -> {
                check(blind.slice());
                Objects.requireNonNull(blind.reason(), "reason");
                yield new Report.Blind(blind);
            }
            case ResultEvent.RunFinished finished -> {
                Objects.requireNonNull(finished.outcome(), "outcome");
                Objects.requireNonNullElse(finished.steps(), List.<TestStep>of())
                        .forEach(ResultCodec::check);
                yield new Report.Finished(finished);
            }
        };
    }

    private static void check(Origin origin) {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(origin.runId(), "runId");
        Objects.requireNonNull(origin.connectorId(), "connectorId");
    }

    private static void check(TestStep step) {
        Objects.requireNonNull(step.step(), "step");
        Objects.requireNonNull(step.result(), "result");
    }

    private static void check(SliceKey slice) {
        Objects.requireNonNull(slice, "slice");
        Objects.requireNonNull(slice.region(), "region");
        Objects.requireNonNull(slice.service(), "service");
    }

    /** A record that will never be readable. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }
}
