package io.cloudconnectors.local.cloud.azure;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ids of tenants, applications and subscriptions. */
final class Guids {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Guids() {}

    static boolean isGuid(String text) {
        return GUID.matcher(text).matches();
    }

    /** @throws IllegalArgumentException when it is none */
    static void check(@Nullable String id, String whose) {
        if (id == null || !isGuid(id)) {
            throw new IllegalArgumentException("The id of " + whose + " is a GUID, not: " + id);
        }
    }

    /** The same for the same name, so that it survives a restart. */
    static String derived(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
