package io.cloudconnectors.local.cloud.aws.policy;

import java.util.List;
import java.util.Locale;

/**
 * One statement of a policy.
 *
 * @param principals AWS principals of a trust policy ({@code *}, account ids, ARNs); other kinds of principal never
 *     match here
 * @param actions patterns; {@code exceptActions} when they came as {@code NotAction}
 * @param resources patterns; {@code exceptResources} when they came as {@code NotResource}
 */
record Statement(
        boolean allow, List<String> principals, Patterns actions, Patterns resources, List<Condition> conditions) {

    /** Patterns to match, or to match none of. */
    record Patterns(List<String> patterns, boolean negated) {
        static final Patterns ANY = new Patterns(List.of("*"), false);

        Patterns {
            patterns = List.copyOf(patterns);
        }

        boolean match(String text) {
            return negated != patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, text));
        }

        Patterns lowerCase() {
            return new Patterns(
                    patterns.stream().map(p -> p.toLowerCase(Locale.ROOT)).toList(), negated);
        }
    }

    Statement {
        principals = List.copyOf(principals);
        conditions = List.copyOf(conditions);
        actions = actions.lowerCase();
    }

    boolean appliesTo(AccessRequest request) {
        return actions.match(request.action().toLowerCase(Locale.ROOT))
                && resources.match(request.resource())
                && conditions.stream().allMatch(condition -> condition.holds(request));
    }

    boolean names(AccessRequest request) {
        return principals.stream()
                .anyMatch(principal ->
                        principal.equals("*") || request.principals().contains(principal));
    }
}
