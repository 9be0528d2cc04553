package io.cloudconnectors.bench.poller;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The calls of a run in the order in which they came, as the simulated cloud has them in its log. */
record Plan(List<Step> steps) {
    private static final String ASSUME_ROLE = "AssumeRole";

    Plan {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !steps.getFirst().assumesRole()) {
            throw new IllegalArgumentException(
                    "A run begins with AssumeRole, not with " + steps.stream().findFirst());
        }
    }

    /**
     * One call.
     *
     * @param service as requests to it are signed
     * @param status that it was answered with
     */
    record Step(String service, String action, String region, int status) {
        boolean assumesRole() {
            return service.equals("sts") && action.equals(ASSUME_ROLE);
        }
    }

    /** Of the log that {@code GET /_control/calls} tells, of one run. */
    static Plan of(JsonNode calls) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode call : calls) {
            steps.add(new Step(
                    call.path("service").asText(),
                    call.path("action").asText(),
                    call.path("region").asText(),
                    call.path("status").asInt()));
        }
        return new Plan(steps);
    }

    int size() {
        return steps.size();
    }
}
