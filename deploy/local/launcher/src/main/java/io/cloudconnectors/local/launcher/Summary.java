package io.cloudconnectors.local.launcher;

import java.io.PrintStream;
import java.time.Duration;

/** The end of {@code ./dev up}: where everything is, and a first thing to try. */
final class Summary {

    private final PrintStream out;

    Summary(PrintStream out) {
        this.out = out;
    }

    void print(Stack stack, Duration elapsed, boolean detached) {
        out.printf("%nReady in %s.%n%n", Terminal.seconds(elapsed));
        row("API", stack.url(Blueprint.CONNECTOR_API) + "/api/v1/connectors");
        row("API docs", stack.url(Blueprint.CONNECTOR_API) + "/api/docs");
        row("vault", stack.url(Blueprint.VAULT).toString());
        for (var poller : stack.options().ports().pollers()) {
            row(poller, stack.managementUrl(poller) + "/q/health");
        }
        row("Keycloak", stack.url(Blueprint.KEYCLOAK) + "/realms/" + Blueprint.REALM);
        if (stack.options().cloud() instanceof CloudTarget.Simulated) {
            row("simulated AWS", stack.url(Blueprint.CLOUD) + "  (faults and call logs of all three: /_control)");
            row("      Azure", "https://127.0.0.1:" + stack.options().ports().of(Blueprint.AZURE));
            row("      Google", stack.url(Blueprint.GOOGLE).toString());
        }
        row("PostgreSQL", "127.0.0.1:" + stack.options().ports().of(Blueprint.POSTGRES));
        row("Kafka", stack.kafka());
        row("metrics", stack.managementUrl(Blueprint.CONNECTOR_API) + "/q/metrics");
        row("logs", stack.logs().toString());
        out.printf(
                """

                Try:
                  TOKEN=$(./dev token --role viewer --tenant demo | tail -n 1)
                  curl -s -H "Authorization: Bearer $TOKEN" '%s/api/v1/connectors'

                %s
                """,
                stack.url(Blueprint.CONNECTOR_API),
                detached ? "./dev down stops it; ./dev status shows it." : "Ctrl-C stops it.");
        out.flush();
    }

    private void row(String name, String where) {
        out.printf("  %-14s %s%n", name, where);
    }
}
