package io.cloudconnectors.api.connectiontest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldErrorCode;
import java.util.Map;
import java.util.Objects;

/** What the body of a test asks for. */
sealed interface TestBody {
    /** Nothing: the current credential. */
    record Current() implements TestBody {}

    /** A version that the connector has. */
    record Stored(int version) implements TestBody {}

    /**
     * A credential that comes along. May hold a secret, so it has no text.
     *
     * @param members the member of the provider, alone
     */
    record Trial(ObjectNode members) implements TestBody {
        @Override
        public String toString() {
            return "Trial[redacted]";
        }
    }

    /** @throws io.cloudconnectors.api.problem.ProblemException VALIDATION_FAILED */
    static TestBody read(JsonNode body) {
        Violations violations = new Violations();
        Form form = Form.of(body, violations);
        if (body.isEmpty()) {
            return new Current();
        }
        if (!form.has("credentialVersion")) {
            return new Trial((ObjectNode) body);
        }
        var field = form.field("credentialVersion").required("Write the number of a version, or leave the member out.");
        Integer version = field.integer(1, Integer.MAX_VALUE);
        form.refuseOthers(Map.of());
        if (body.size() > 1) {
            field.refuse(
                    FieldErrorCode.NOT_SUPPORTED, "Send it alone, or the provider's member with its secret alone.");
        }
        violations.refuseIfAny();
        return new Stored(Objects.requireNonNull(version));
    }
}
