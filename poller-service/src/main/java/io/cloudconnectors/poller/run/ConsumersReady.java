package io.cloudconnectors.poller.run;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when both consumers have joined their groups. */
@Readiness
class ConsumersReady implements HealthCheck {
    private final Poller poller;

    ConsumersReady(Poller poller) {
        this.poller = poller;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("run-requests")
                .status(poller.isReady())
                .build();
    }
}
