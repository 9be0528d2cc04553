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

    /** Azure built-in roles. */
    private static final Map<String, String> BUILT_IN_IDS = Map.of(
            "Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            "Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c",
            "Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635");

    private Roles() {}

    /** The GUID of its definition. */
    static String id(String role) {
        return BUILT_IN_IDS.getOrDefault(role, Guids.derived(role));
    }

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
