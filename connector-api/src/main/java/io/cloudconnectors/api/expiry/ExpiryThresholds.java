package io.cloudconnectors.api.expiry;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many days before its end a credential is warned of. A day has 24 hours here, in SQL as well.
 *
 * @param days the longest first
 */
public record ExpiryThresholds(List<Integer> days) {
    private static final int MOST_DAYS = 3650;

    /** @throws IllegalArgumentException when there is none, one twice, or one that is no number of days from 1 to 3650 */
    public ExpiryThresholds {
        if (days.isEmpty()
                || new HashSet<>(days).size() < days.size()
                || days.stream().anyMatch(day -> day < 1 || day > MOST_DAYS)) {
            throw new IllegalArgumentException(
                    "credential-expiry.warn-days takes different numbers of days from 1 to " + MOST_DAYS);
        }
        days = days.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** How long before the end the first warning stands. */
    public Duration first() {
        return Duration.ofDays(days.getFirst());
    }

    /**
     * The threshold that is reached: the smallest that is not less than what is left.
     *
     * @param left until the end
     * @return days; 0 once the end has passed, null while even the first is ahead
     */
    public @Nullable Integer reached(Duration left) {
        if (!left.isPositive()) {
            return 0;
        }
        return days.reversed().stream()
                .filter(day -> left.compareTo(Duration.ofDays(day)) <= 0)
                .findFirst()
                .orElse(null);
    }
}
