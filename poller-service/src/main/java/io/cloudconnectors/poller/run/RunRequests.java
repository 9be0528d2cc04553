package io.cloudconnectors.poller.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.RunRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads run requests; what is none is told apart before anything is done about it. */
@ApplicationScoped
class RunRequests {
    private final ObjectMapper json;

    RunRequests(ObjectMapper json) {
        this.json = json;
    }

    /** What a record holds. */
    sealed interface Read {
        record Good(RunRequest request) implements Read {}

        /** @param why without any of the record's content */
        record Poison(String why) implements Read {}
    }

    Read read(byte @Nullable [] value) {
        if (value == null) {
            return new Read.Poison("empty record");
        }
        try {
            RunRequest request = json.readValue(value, RunRequest.class);
            return complete(request) ? new Read.Good(request) : new Read.Poison("incomplete run request");
        } catch (IOException e) {
            return new Read.Poison(e.getClass().getSimpleName());
        }
    }

    private static boolean complete(@Nullable RunRequest request) {
        return request != null
                && request.attempt() > 0
                && Stream.of(
                                request.runId(),
                                request.connectorId(),
                                request.tenant(),
                                request.provider(),
                                request.trigger(),
                                request.settings(),
                                request.credential())
                        .allMatch(RunRequests::present)
                && present(request.credential().id())
                && present(
                        switch (request.provider()) {
                            case AWS -> request.settings().aws();
                            case AZURE -> request.settings().azure();
                            case GCP -> request.settings().gcp();
                        });
    }

    /** Of records that Jackson filled, whatever their types promise. */
    private static boolean present(@Nullable Object member) {
        return member != null;
    }
}
