package io.cloudconnectors.poller.pace;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run's way to its turn: each request asks here first, and is counted. Any thread may ask. */
public final class Pace {
    /** Longer than any run; a cloud that names more is not waited for anyway. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Pacing shared;
    private final Pacing.ByCustomer customer;
    private final Rate budget;
    private final long deadline;
    private final Consumer<String> counted;

    Pace(Pacing shared, Pacing.ByCustomer customer, Rate budget, long deadline, Consumer<String> counted) {
        this.shared = shared;
        this.customer = customer;
        this.budget = budget;
        this.deadline = deadline;
        this.counted = counted;
    }

    /** Until the run's deadline; zero when it has passed. */
    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, deadline - shared.nanos()));
    }

    /**
     * Takes the turn of one request.
     *
     * @param atMost how long it may be waited for; the run's deadline is a limit in any case
     * @return how long to wait before the request is sent
     * @throws OverBudget when that is longer; no turn was taken
     */
    public Duration turn(Quota quota, Duration atMost) {
        Duration limit = atMost.compareTo(timeLeft()) < 0 ? atMost : timeLeft();
        return Duration.ofNanos(shared.take(customer, budget, quota, limit.toNanos()));
    }

    /**
     * Waits for the turn of one request.
     *
     * @throws OverBudget when it comes after the run's deadline
     */
    public void await(Quota quota) throws InterruptedException {
        await(quota, LONGEST);
    }

    /** As {@link #turn}, and waits. */
    public void await(Quota quota, Duration atMost) throws InterruptedException {
        Duration wait = turn(quota, atMost);
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }

    /** A request is sent. */
    public void sent(Quota quota) {
        counted.accept(quota.service());
    }

    /**
     * The cloud has refused a request for its number: all runs of this process slow down.
     *
     * @param retryAfter how long it wants to hear no more; absent when it does not say
     */
    public void throttled(Quota quota, @Nullable Duration retryAfter) {
        Duration until = retryAfter == null || retryAfter.isNegative() ? Duration.ZERO : retryAfter;
        shared.throttled(customer.provider(), quota, until.compareTo(LONGEST) < 0 ? until : LONGEST);
    }

    /** The cloud lets nothing more through for a while, and has said so before it had to refuse. */
    public void pause(Quota quota, Duration until) {
        if (until.isPositive()) {
            shared.pause(customer.provider(), quota, until.compareTo(LONGEST) < 0 ? until : LONGEST);
        }
    }
}
