package io.cloudconnectors.api.result;

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

/** Reads result events as their contract says: unknown members are ignored, missing ones are not made up. */
final class ResultCodec {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ResultCodec() {}

    /**
     * Reads one event.
     *
     * @throws UnreadableException when it is no result event, with a sentence that quotes nothing of it
     */
    static ResultEvent read(byte @Nullable [] value) throws UnreadableException {
        if (value == null) {
            throw new UnreadableException("The record has no value");
        }
        try {
            return checked(JSON.readValue(value, ResultEvent.class));
        } catch (IOException e) {
            throw new UnreadableException(
                    "The record is not a result event: " + e.getClass().getSimpleName());
        } catch (NullPointerException e) {
            throw new UnreadableException("A member of the event is missing: " + e.getMessage());
        }
    }

    private static ResultEvent checked(ResultEvent event) {
        Origin origin = Objects.requireNonNull(event.origin(), "origin");
        Objects.requireNonNull(origin.runId(), "runId");
        Objects.requireNonNull(origin.connectorId(), "connectorId");
        switch (event) {
            case ResultEvent.SliceChunk chunk -> {
                check(chunk.slice());
                Objects.requireNonNull(chunk.assets(), "assets").forEach(ResultCodec::check);
            }
            case ResultEvent.SliceSeen seen -> {
                check(seen.slice());
                Objects.requireNonNull(seen.observedAt(), "observedAt");
                Objects.requireNonNull(seen.gaps(), "gaps").forEach(gap -> {
                    Objects.requireNonNull(gap.type(), "type");
                    Objects.requireNonNull(gap.reason(), "reason");
                });
            }
            case ResultEvent.SliceBlind blind -> {
                check(blind.slice());
                Objects.requireNonNull(blind.reason(), "reason");
            }
            case ResultEvent.RunFinished finished -> {
                Objects.requireNonNull(finished.outcome(), "outcome");
                Objects.requireNonNullElse(finished.steps(), List.<TestStep>of())
                        .forEach(ResultCodec::check);
            }
        }
        return event;
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

    private static void check(io.cloudconnectors.contracts.Asset asset) {
        Objects.requireNonNull(asset.type(), "type");
        Objects.requireNonNull(asset.nativeId(), "nativeId");
        Objects.requireNonNull(asset.region(), "region");
        Objects.requireNonNull(asset.contentHash(), "contentHash");
    }

    /** A record that will never be readable. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }
}
