package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be, said once: the rule that reads it is the one that is published as JSON Schema.
 *
 * @param <T> what a valid value is read as
 */
public sealed interface Rule<T>
        permits TextRule,
                NumberRule,
                FlagRule,
                ChoiceRule,
                FixedTextRule,
                MomentRule,
                TextListRule,
                TextMapRule,
                Shape {

    /** The value; null when it is absent or not valid, in which case the violation is noted. */
    @Nullable
    T read(Field field);

    /** The keywords of JSON Schema 2020-12 that take exactly what {@link #read} takes. */
    ObjectNode schema();

    /** How a form usually asks for it. */
    Input input();
}
