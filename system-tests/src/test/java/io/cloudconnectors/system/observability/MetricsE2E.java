package io.cloudconnectors.system.observability;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.SharedStack;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/metrics.md says, the running services tell once a run went through them, and nothing of their own besides. */
@ExtendWith(SharedStack.class)
class MetricsE2E {
    private static final Duration TWO_SAMPLES = Duration.ofSeconds(40);
    /** What Quarkus and its libraries tell. */
    private static final Pattern FRAMEWORK = Pattern.compile(
            "(jvm|process|system|http|netty|worker|agroal|disk|logback|executor|kafka|application|hikaricp|cache|tomcat)_.*");

    private Stack stack;

    @BeforeEach
    void aRunThatWentThroughAll(Stack shared) throws Exception {
        stack = shared;
        var client = Client.ofNewTenant(stack);
        var cloud = new Cloud(stack);
        var connector = cloud.connect(client, cloud.newAccount("{}"));
        var run = client.run(connector);
        client.awaitEnd(connector, run);
    }

    @Test
    void whatIsDocumentedIsToldByTheRunningServices() throws Exception {
        for (Map.Entry<String, Set<String>> service : MetricsTable.byService().entrySet()) {
            Set<String> documented = service.getValue();
            await().atMost(TWO_SAMPLES)
                    .untilAsserted(() -> assertThat(told(service.getKey()))
                            .as(service.getKey())
                            .containsAll(documented));
        }
    }

    @Test
    void whatTheServicesTellOfTheirOwnIsDocumented() throws Exception {
        Predicate<String> ofALibrary = FRAMEWORK.asMatchPredicate();
        for (String service : MetricsTable.byService().keySet()) {
            Set<String> own = told(service);
            own.removeIf(ofALibrary.or(name -> name.endsWith("_max")));

            assertThat(own).as(service).isSubsetOf(MetricsTable.all());
        }
    }

    @Test
    void theFiguresAreNumbersWithinAMoment() {
        await().atMost(TWO_SAMPLES)
                .untilAsserted(() -> assertThat(lines("connector-api").lines())
                        .filteredOn(line ->
                                line.matches("(dispatch_o|runs_o|results_lag|lease_overdue|database_|connectors\\{).*"))
                        .hasSizeGreaterThan(10)
                        .noneMatch(line -> line.endsWith("NaN")));
    }

    /** The names of all metrics with at least one value. */
    private Set<String> told(String service) {
        return lines(service)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(toCollection(TreeSet::new));
    }

    /** A run was on one of the pollers. */
    private String lines(String service) {
        var client = Client.ofNewTenant(stack);
        if (!service.equals("poller-service")) {
            return scraped(client, service.equals("credential-vault-service") ? "vault" : service);
        }
        var all = new StringBuilder();
        SharedStack.POLLERS.forEach(poller -> all.append(scraped(client, poller)));
        return all.toString();
    }

    private String scraped(Client client, String process) {
        return client.visit(stack.managementUrl(process).resolve("/q/metrics"))
                .expect(200)
                .body();
    }
}
