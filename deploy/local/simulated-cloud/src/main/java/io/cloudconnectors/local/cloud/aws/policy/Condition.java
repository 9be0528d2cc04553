package io.cloudconnectors.local.cloud.aws.policy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One key of a {@code Condition} block. Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 *
 * @param ifExists the operator ended in {@code IfExists}: an absent key satisfies it
 * @param values the alternatives, any of which satisfies a positive operator
 */
record Condition(Operator operator, boolean ifExists, String key, List<String> values) {

    /** The operators that are evaluated; a document with another one is refused when it is set. */
    enum Operator {
        STRING_EQUALS("StringEquals", false),
        STRING_NOT_EQUALS("StringNotEquals", true),
        STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
        STRING_LIKE("StringLike", false),
        STRING_NOT_LIKE("StringNotLike", true),
        ARN_EQUALS("ArnEquals", false),
        ARN_LIKE("ArnLike", false),
        ARN_NOT_LIKE("ArnNotLike", true),
        BOOL("Bool", false),
        NULL("Null", false);

        private final String wireName;
        private final boolean negated;

        Operator(String wireName, boolean negated) {
            this.wireName = wireName;
            this.negated = negated;
        }

        static @Nullable Operator named(String name) {
            for (Operator operator : values()) {
                if (operator.wireName.equals(name)) {
                    return operator;
                }
            }
            return null;
        }

        private boolean compare(String expected, String actual) {
            return switch (this) {
                case STRING_EQUALS, STRING_NOT_EQUALS -> expected.equals(actual);
                case STRING_EQUALS_IGNORE_CASE, BOOL ->
                    expected.toLowerCase(Locale.ROOT).equals(actual.toLowerCase(Locale.ROOT));
                case STRING_LIKE, STRING_NOT_LIKE, ARN_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
                    Wildcard.matches(expected, actual);
                case NULL -> throw new IllegalStateException("Null compares presence, not values");
            };
        }
    }

    Condition {
        values = List.copyOf(values);
    }

    boolean holds(AccessRequest request) {
        String actual = request.contextValue(key);
        if (operator == Operator.NULL) {
            return values.contains(Boolean.toString(actual == null));
        }
        if (actual == null) {
            return ifExists || operator.negated;
        }
        boolean any = values.stream().anyMatch(expected -> operator.compare(expected, actual));
        return operator.negated != any;
    }
}
