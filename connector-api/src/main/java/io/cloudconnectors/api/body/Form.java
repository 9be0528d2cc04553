package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.problem.FieldErrorCode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads the members of one JSON object. Each member asked for becomes known; {@link #refuseOthers} reports the rest.
 * Errors go to the shared {@link Violations} under the pointer of their member.
 */
public final class Form {
    private final ObjectNode object;
    private final String pointer;
    private final Violations violations;
    private final Set<String> known = new HashSet<>();

    private Form(ObjectNode object, String pointer, Violations violations) {
        this.object = object;
        this.pointer = pointer;
        this.violations = violations;
    }

    /**
     * The form that a whole body is.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException VALIDATION_FAILED when the body is no object
     */
    public static Form of(JsonNode body, Violations violations) {
        if (body instanceof ObjectNode object) {
            return new Form(object, "#", violations);
        }
        violations.add("#", FieldErrorCode.WRONG_TYPE, "The body must be a JSON object.");
        violations.refuseIfAny();
        throw new IllegalStateException("A violation was noted");
    }

    static Form nested(ObjectNode object, String pointer, Violations violations) {
        return new Form(object, pointer, violations);
    }

    /** The member of this name, whether it is there or not. */
    public Field field(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return new Field(value == null || value.isNull() ? null : value, pointerOf(name), violations);
    }

    /** Whether a member of this name is there, {@code null} included. */
    public boolean has(String name) {
        return object.has(name);
    }

    /**
     * Reports every member that nobody asked for.
     *
     * @param explained names that deserve another code than UNKNOWN_FIELD, each with its explanation
     */
    public void refuseOthers(Map<String, Refusal> explained) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!known.contains(member.getKey())) {
                Refusal refusal = explained.getOrDefault(member.getKey(), Refusal.UNKNOWN);
                violations.add(pointerOf(member.getKey()), refusal.code(), refusal.detail());
            }
        }
    }

    private String pointerOf(String name) {
        return pointer + "/" + Pointers.escape(name);
    }

    /** Why a member that exists in the body is refused. */
    public record Refusal(FieldErrorCode code, String detail) {
        static final Refusal UNKNOWN =
                new Refusal(FieldErrorCode.UNKNOWN_FIELD, "There is no such field; remove it or correct its name.");
    }
}
