package io.cloudconnectors.poller.provider;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many requests a run has sent with the customer's credential, by service: each attempt, also what asks for a role, a
 * session or a token. Any thread may count.
 */
public final class CallCount {
    private final ConcurrentMap<String, Integer> calls = new ConcurrentHashMap<>();

    /** @param service the provider's short name of it: of AWS the one that CloudTrail's event sources begin with */
    public void add(String service) {
        calls.merge(service, 1, Integer::sum);
    }

    /** By service, in the order of their names. */
    public Map<String, Integer> counted() {
        return new TreeMap<>(calls);
    }
}
