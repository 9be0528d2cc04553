package io.cloudconnectors.system.leak;

import io.cloudconnectors.system.leak.Canary.Encoding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for canaries in bytes. Half of a canary is a find: a write-ahead log may break it in two with a page header.
 *
 * <p>One pass whatever the number of canaries: eight bytes at each place are looked up, and compared whole only when some
 * canary's half begins so.
 */
public final class CanaryScan {

    /** @param where what the bytes were, for the person who must find the leak */
    public record Finding(Canary canary, Encoding encoding, String where) {}

    private record Half(Canary canary, Encoding encoding, byte[] bytes) {}

    private static final int KEY = Long.BYTES;
    private static final int FILTER_BITS = 16;

    private final Map<Long, List<Half>> halves = new HashMap<>();
    private final boolean[] filter = new boolean[1 << FILTER_BITS];

    public CanaryScan(List<Canary> canaries) {
        for (var canary : canaries) {
            canary.traces().forEach((encoding, traces) -> traces.forEach(trace -> add(canary, encoding, trace)));
        }
    }

    private void add(Canary canary, Encoding encoding, byte[] trace) {
        int middle = trace.length / 2;
        if (middle < KEY) {
            throw new IllegalArgumentException(canary + " is too short to be looked for");
        }
        for (var half : List.of(Arrays.copyOf(trace, middle), Arrays.copyOfRange(trace, middle, trace.length))) {
            long key = ByteBuffer.wrap(half).getLong();
            halves.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Half(canary, encoding, half));
            filter[slot(key)] = true;
        }
    }

    /** What of the canaries is in these bytes. */
    public Set<Finding> scan(String where, byte[] bytes) {
        var found = new HashSet<Finding>();
        long window = 0;
        for (int i = 0; i < bytes.length; i++) {
            window = window << Byte.SIZE | (bytes[i] & 0xff);
            if (i >= KEY - 1 && filter[slot(window)]) {
                int begin = i - KEY + 1;
                for (var half : halves.getOrDefault(window, List.of())) {
                    if (matches(bytes, begin, half.bytes())) {
                        found.add(new Finding(half.canary(), half.encoding(), where));
                    }
                }
            }
        }
        return found;
    }

    private static boolean matches(byte[] bytes, int begin, byte[] wanted) {
        int end = begin + wanted.length;
        return end <= bytes.length && Arrays.equals(bytes, begin, end, wanted, 0, wanted.length);
    }

    private static int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - FILTER_BITS));
    }
}
