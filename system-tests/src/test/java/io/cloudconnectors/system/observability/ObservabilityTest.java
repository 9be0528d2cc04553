package io.cloudconnectors.system.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, dashboard, runbooks and the tables of the metrics are about the same things. */
class ObservabilityTest {
    private static final Path HOME = MetricsTable.HOME;
    private static final Path OBSERVABILITY = HOME.resolve("deploy/observability");
    private static final Path RUNBOOKS = HOME.resolve("docs/runbooks");
    /** What Prometheus makes by itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    private static final Set<String> OF_NO_ALERT =
            Set.of("kek-lost.md", "rotate-everything.md", "suspected-leak.md", "vault-restore.md");

    /** A name that can be nothing else. */
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+_[a-z_]*(total|seconds|records|rows)\\b");

    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    @Test
    void everyAlertSaysHowUrgentItIsAndWhichRunbookHelps() throws Exception {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            Path runbook = HOME.resolve(alert.at("/annotations/runbook").asText());
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("page", "ticket");
            assertThat(alert.at("/annotations/summary").asText()).as(name).endsWith(".");
            assertThat(runbook).isRegularFile();
            assertThat(Files.readAllLines(runbook).getFirst()).isEqualTo("# " + name);
        });
    }

    @Test
    void everyRunbookIsOfAnAlertOrOfWhatNoAlertBeginsAndSaysTheSameFourThings() throws Exception {
        Set<String> expected = new TreeSet<>(OF_NO_ALERT);
        Set<String> ofAlerts = new TreeSet<>();
        alerts().forEach(alert -> ofAlerts.add(
                Path.of(alert.at("/annotations/runbook").asText()).getFileName().toString()));
        expected.addAll(ofAlerts);
        List<Path> runbooks = files(RUNBOOKS, ".md");

        assertThat(runbooks)
                .filteredOn(file -> !file.endsWith("README.md"))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(runbooks)
                .filteredOn(file -> !file.endsWith("README.md"))
                .allSatisfy(file -> assertThat(Files.readAllLines(file))
                        .filteredOn(line -> line.startsWith("## "))
                        .containsExactly("## What it means", "## How to look", "## What to do", "## When it is over"));
        assertThat(Files.readString(RUNBOOKS.resolve("README.md")))
                .contains(expected.stream().map(file -> "(" + file + ")").toList());
    }

    @Test
    void everyMetricOfARuleIsDocumented() throws Exception {
        for (JsonNode alert : alerts()) {
            assertDocumented(alert.path("expr").asText(), alert.path("alert").asText());
        }
    }

    @Test
    void everyMetricOfTheDashboardIsDocumented() throws Exception {
        List<JsonNode> targets = dashboard().findParents("refId");
        assertThat(targets).isNotEmpty();

        for (JsonNode target : targets) {
            assertDocumented(
                    target.path("expr").asText(), target.path("legendFormat").asText());
        }
    }

    @Test
    void everyMetricOfARunbookIsDocumented() throws Exception {
        for (Path runbook : files(RUNBOOKS, ".md")) {
            assertThat(METRIC.matcher(Files.readString(runbook)).results().map(MatchResult::group))
                    .as(runbook.toString())
                    .isSubsetOf(known());
        }
    }

    @Test
    void theDashboardAsksForItsDataSourceAndItsPanelsDoNotOverlap() throws Exception {
        JsonNode dashboard = dashboard();
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            String title = panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
            JsonNode place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(cells.add((place.path("x").asInt() + x) + "/"
                                    + (place.path("y").asInt() + y)))
                            .as(title)
                            .isTrue();
                }
            }
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).as(title).isNotBlank();
                assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
            }
        }
        assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
    }

    @Test
    void theJobsOfTheRulesAreScraped() throws Exception {
        JsonNode prometheus =
                yaml.readTree(OBSERVABILITY.resolve("prometheus/prometheus.yml").toFile());

        assertThat(prometheus.at("/rule_files/0").asText()).isEqualTo("rules.yml");
        assertThat(prometheus.path("scrape_configs").findValuesAsText("job_name"))
                .containsExactlyInAnyOrderElementsOf(MetricsTable.byService().keySet());
        assertThat(prometheus.path("scrape_configs").findValuesAsText("metrics_path"))
                .containsOnly("/q/metrics");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max(a_b) > 30 and sum(increase(c_count[5m])) == 0 ; a_b,c_count",
                "sum by (x, y) (rate(a_total{b=\"c_d\", e!~\"f|g\"}[$__rate_interval])) ; a_total",
                "histogram_quantile(0.99, sum by (le) (rate(a_bucket[1m]))) ; a_bucket",
                "a / on (x) group_left (y) b offset 5m ; a,b"
            })
    void metricsAreFoundInExpressions(String expression, String metrics) {
        assertThat(PromQl.metrics(expression))
                .containsExactlyInAnyOrder(metrics.trim().split(","));
    }

    private static void assertDocumented(String expression, String where) throws IOException {
        assertThat(PromQl.metrics(expression)).as(where).isNotEmpty().isSubsetOf(known());
    }

    private static Set<String> known() throws IOException {
        Set<String> known = new TreeSet<>(MetricsTable.all());
        known.addAll(OF_PROMETHEUS);
        return known;
    }

    private List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        JsonNode rules =
                yaml.readTree(OBSERVABILITY.resolve("prometheus/rules.yml").toFile());
        rules.path("groups").forEach(group -> group.path("rules").forEach(alerts::add));
        return alerts;
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper()
                .readTree(
                        OBSERVABILITY.resolve("grafana/dispatch-and-runs.json").toFile());
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
