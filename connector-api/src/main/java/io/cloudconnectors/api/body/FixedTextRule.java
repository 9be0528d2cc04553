package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.problem.FieldErrorCode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One text and no other.
 *
 * @param code the code of any other text
 * @param instead says of another text why it is refused, and what to write
 */
public record FixedTextRule(String text, FieldErrorCode code, UnaryOperator<String> instead) implements Rule<String> {
    @Override
    public @Nullable String read(Field field) {
        String given = field.anyText();
        if (given == null || given.equals(text)) {
            return given;
        }
        field.refuse(code, instead.apply(given));
        return null;
    }

    @Override
    public ObjectNode schema() {
        return Schemas.ofType("string").put("const", text);
    }

    @Override
    public Input input() {
        return Input.HIDDEN;
    }
}
