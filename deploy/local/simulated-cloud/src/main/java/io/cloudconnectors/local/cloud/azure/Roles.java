package io.cloudconnectors.local.cloud.azure;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a role assignment allows. The built-in roles follow Azure's documentation, Azure built-in roles; any other role is
 * written as one action of a custom role, where {@code *} stands for any characters.
 */
final class Roles {
    private static final Map<String, String> BUILT_IN = Map.of("Reader", "*/read", "Contributor", "*", "Owner", "*");

    private Roles() {}

    static boolean allows(String role, String action) {
        String pattern = BUILT_IN.getOrDefault(role, role).toLowerCase(Locale.ROOT);
        return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), action.toLowerCase(Locale.ROOT));
    }

    /** @throws IllegalArgumentException when it is neither a built-in role nor an action */
    static void check(String role) {
        if (!BUILT_IN.containsKey(role) && !role.contains("/")) {
            throw new IllegalArgumentException("No role " + role + "; there are " + BUILT_IN.keySet()
                    + ", and actions like Microsoft.Resources/subscriptions/read");
        }
    }
}
