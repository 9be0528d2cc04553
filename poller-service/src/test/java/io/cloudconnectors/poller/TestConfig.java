package io.cloudconnectors.poller;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.poller.egress.Egress;
import io.cloudconnectors.poller.egress.EgressWatch;
import io.cloudconnectors.poller.pace.Pace;
import io.cloudconnectors.poller.pace.Pacing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The poller's configuration with its defaults, and what a test changes. */
public final class TestConfig {
    private TestConfig() {}

    /** What decides where clients connect to, with the name servers of this machine. */
    public static EgressWatch egress() {
        return egress(InetAddress::getAllByName);
    }

    public static EgressWatch egress(Egress.Resolver resolver) {
        return new EgressWatch(new SimpleMeterRegistry(), with(Map.of()), resolver);
    }

    /** The buckets of a process, which keep nobody waiting. */
    public static Pacing pacing(MeterRegistry meters) {
        PollerConfig quick = with(Map.of("poller.run.pace", "1000", "poller.run.requests-per-second", "100000"));
        return new Pacing(quick, meters, System::nanoTime);
    }

    /** With the rates that are built in. */
    public static Pacing pacing(MeterRegistry meters, LongSupplier nanos) {
        return new Pacing(with(Map.of()), meters, nanos);
    }

    /** The pace of a run that has all the time there is. */
    public static Pace unhurried(Provider provider) {
        var request = new RunRequest(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                "acme",
                provider,
                RunTrigger.MANUAL,
                new RunSettings(null, null, null),
                new CredentialReference(UUID.randomUUID(), 1),
                Instant.EPOCH,
                3600);
        return pacing(new SimpleMeterRegistry()).of(request, Duration.ofHours(1), _ -> {});
    }

    public static PollerConfig with(Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(changes);
        all.putIfAbsent("poller.kafka.bootstrap-servers", "127.0.0.1:1");
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(PollerConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(PollerConfig.class);
    }
}
