package io.cloudconnectors.local.cloud.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Resource Graph's quota: 15 queries in 5 seconds for each principal (Azure Resource Graph, throttled requests). */
final class GraphQuota {
    private static final int QUERIES = 15;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final Map<String, Window> windows = new HashMap<>();

    private record Window(Instant end, int used) {}

    /** How many queries are left, and when there are all again. Less than 0: this one was too many. */
    record State(int remaining, Duration resetsAfter) {
        Map<String, String> quotaHeaders() {
            long seconds = Math.max(1, resetsAfter.plusMillis(999).toSeconds());
            Map<String, String> headers = new HashMap<>();
            headers.put("x-ms-user-quota-remaining", String.valueOf(Math.max(0, remaining)));
            headers.put("x-ms-user-quota-resets-after", "00:00:0" + seconds);
            if (remaining < 0) {
                headers.put("Retry-After", String.valueOf(seconds));
            }
            return headers;
        }
    }

    static String principal(String tenant, String app) {
        return AzureSubscription.key(tenant + "/" + app);
    }

    synchronized State take(String principal, Instant now) {
        Window window = windows.getOrDefault(principal, new Window(now.plus(WINDOW), 0));
        if (!now.isBefore(window.end())) {
            window = new Window(now.plus(WINDOW), 0);
        }
        windows.put(principal, new Window(window.end(), window.used() + 1));
        return new State(QUERIES - window.used() - 1, Duration.between(now, window.end()));
    }

    /** Begins a window in which so many queries were made. */
    synchronized void spend(String principal, int queries, Instant now) {
        windows.put(principal, new Window(now.plus(WINDOW), queries));
    }
}
