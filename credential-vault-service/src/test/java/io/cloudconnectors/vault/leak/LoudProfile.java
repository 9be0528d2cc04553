package io.cloudconnectors.vault.leak;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** Every logger at TRACE, into a file; traces of requests on. */
public class LoudProfile implements QuarkusTestProfile {
    static final String LOG = "target/leak-it.log";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> loud = new HashMap<>(Map.of(
                "quarkus.log.min-level", "TRACE",
                "quarkus.log.level", "TRACE",
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.level", "TRACE",
                "quarkus.log.file.path", LOG,
                "quarkus.log.file.rotation.max-file-size", "1G",
                "quarkus.log.console.level", "ERROR",
                "quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.traces.exporter", "none"));
        // The test's own client is in this process, and says all that it sends.
        loud.put("quarkus.log.category.\"org.apache.http\".level", "OFF");
        // Which the service does not heed.
        loud.put("quarkus.log.category.\"io.quarkus.oidc\".level", "TRACE");
        return loud;
    }
}
