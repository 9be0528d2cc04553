package io.cloudconnectors.api.limit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What of an address tells its owner. */
final class Addresses {
    private static final int GROUPS_OF_A_NETWORK = 4;
    private static final int GROUPS = 8;

    private Addresses() {}

    /** An IPv4 address as it is; of an IPv6 address its /64, since whoever has one has all of it. */
    static String key(@Nullable String address) {
        if (address == null) {
            return "unknown";
        }
        if (!address.contains(":")) {
            return address;
        }
        // A zone stands at the end, and only the beginning counts.
        String[] halves = address.split("::", 2);
        String[] groups = new String[GROUPS];
        Arrays.fill(groups, "0");
        String[] first = halves[0].isEmpty() ? new String[0] : halves[0].split(":");
        System.arraycopy(first, 0, groups, 0, Math.min(first.length, GROUPS));
        if (halves.length == 2 && !halves[1].isEmpty()) {
            String[] last = halves[1].split(":");
            System.arraycopy(last, 0, groups, Math.max(0, GROUPS - last.length), Math.min(last.length, GROUPS));
        }
        return String.join(":", Arrays.copyOf(groups, GROUPS_OF_A_NETWORK)) + "::/64";
    }
}
