package io.cloudconnectors.poller.pace;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.poller.PollerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The buckets of this process, and what an operator sees of them. Labels are names of services, never an account. */
@ApplicationScoped
public class Pacing {
    private final Buckets<ByQuota> quotas;
    private final Buckets<ByCustomer> accounts;
    private final Rate standard;
    private final double factor;
    private final MeterRegistry meters;
    private final LongSupplier nanos;

    record ByQuota(Provider provider, Quota quota) {}

    /** The customer's own limit is nobody else's, though another may have connected the same account. */
    record ByCustomer(Provider provider, String tenant, String account) {}

    @Inject
    Pacing(PollerConfig config, MeterRegistry meters) {
        this(config, meters, System::nanoTime);
    }

    /** @param nanos a monotonic clock */
    public Pacing(PollerConfig config, MeterRegistry meters, LongSupplier nanos) {
        this.quotas = new Buckets<>(nanos);
        this.accounts = new Buckets<>(nanos);
        this.standard = Rate.everySecond(config.run().requestsPerSecond());
        this.factor = config.run().pace();
        this.meters = meters;
        this.nanos = nanos;
    }

    /**
     * The pace of one run.
     *
     * @param timeLeft until the run's deadline
     * @param counted called with the service of each request that is sent
     */
    public Pace of(RunRequest run, Duration timeLeft, Consumer<String> counted) {
        Integer wanted = run.requestsPerSecond();
        return new Pace(
                this,
                new ByCustomer(run.provider(), run.tenant(), account(run)),
                wanted == null ? standard : Rate.everySecond(Math.max(1, wanted)),
                nanos.getAsLong() + timeLeft.toNanos(),
                counted);
    }

    private static String account(RunRequest run) {
        String account = switch (run.provider()) {
            case AWS ->
                run.settings().aws() == null ? null : run.settings().aws().accountId();
            case AZURE ->
                run.settings().azure() == null ? null : run.settings().azure().subscriptionId();
            case GCP ->
                run.settings().gcp() == null ? null : run.settings().gcp().projectId();
        };
        return account == null ? run.connectorId().toString() : account;
    }

    private Rate rate(Provider provider, Quota quota) {
        return Rates.of(provider, quota.service()).times(factor);
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /** @return nanoseconds to wait */
    long take(ByCustomer customer, Rate budget, Quota quota, long atMost) {
        ByQuota key = new ByQuota(customer.provider(), quota);
        long ofService = quotas.take(key, rate(customer.provider(), quota), atMost);
        if (ofService < 0) {
            throw over(customer.provider(), quota, quota.shown());
        }
        long ofAccount = accounts.take(customer, budget, atMost);
        if (ofAccount < 0) {
            quotas.giveBack(key);
            throw over(customer.provider(), quota, "account");
        }
        long wait = Math.max(ofService, ofAccount);
        if (wait > 0) {
            meters.timer("poller.pace.waits", labels(customer.provider(), quota))
                    .record(Duration.ofNanos(wait));
        }
        return wait;
    }

    private OverBudget over(Provider provider, Quota quota, String bucket) {
        meters.counter("poller.pace.refusals", labels(provider, quota)).increment();
        return new OverBudget(bucket);
    }

    void throttled(Provider provider, Quota quota, Duration until) {
        quotas.throttled(new ByQuota(provider, quota), rate(provider, quota), until.toNanos());
        meters.counter("poller.throttles", labels(provider, quota)).increment();
    }

    void pause(Provider provider, Quota quota, Duration until) {
        quotas.pause(new ByQuota(provider, quota), rate(provider, quota), until.toNanos());
    }

    private static String[] labels(Provider provider, Quota quota) {
        return new String[] {"provider", provider.name().toLowerCase(Locale.ROOT), "service", quota.service()};
    }

    int buckets() {
        return quotas.size() + accounts.size();
    }
}
