package io.cloudconnectors.poller;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The poller's configuration with its defaults, and what a test changes. */
public final class TestConfig {
    private TestConfig() {}

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
