package io.cloudconnectors.poller.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each cloud's clients promise about the number of requests, beside what a simulated cloud has counted itself. */
@Timeout(60)
public abstract class PaceContract {
    private final SimulatedCustomer customer;
    private final Throttled throttled;

    /**
     * A call that a run makes.
     *
     * @param service as the simulated cloud calls it
     * @param counted as a run counts it
     */
    public record Throttled(String service, String action, String counted) {}

    protected PaceContract(SimulatedCustomer customer, Throttled throttled) {
        this.customer = customer;
        this.throttled = throttled;
    }

    @AfterEach
    void stop() {
        customer.close();
    }

    @Test
    void everyRequestIsCountedEachAttemptOfItToo() throws InterruptedException {
        customer.fault(throttled.service(), throttled.action(), FaultKind.THROTTLE, 1);

        assertThat(customer.look().slices()).isNotEmpty();

        assertThat(customer.counted().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(customer.actions().size());
        assertThat(customer.counted()).containsKey(throttled.counted());
    }

    @Test
    void aThrottledAttemptIsNoticedThoughTheNextOneSucceeds() throws InterruptedException {
        customer.fault(throttled.service(), throttled.action(), FaultKind.THROTTLE, 1);

        assertThat(customer.look().slices()).isNotEmpty();

        assertThat(customer.throttles(throttled.counted())).isEqualTo(1);
    }

    @Test
    void aRequestWhoseTurnComesAfterTheDeadlineIsNotSent() throws InterruptedException {
        Reason refusal = customer.hurried().refusal();

        assertThat(refusal.code()).isEqualTo(ReasonCode.THROTTLED);
        assertThat(refusal.providerCode()).isEqualTo("RequestBudget:account");
        assertThat(customer.actions()).hasSize(1);
    }
}
