package io.cloudconnectors.bench.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.Sql;
import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.ClosedLoop;
import io.cloudconnectors.bench.load.KeptConnection;
import io.cloudconnectors.bench.load.SteadyLoop;
import io.cloudconnectors.bench.load.Timeline;
import io.cloudconnectors.bench.load.Window;
import io.cloudconnectors.bench.plot.LineChart;
import io.cloudconnectors.bench.vault.VaultClients.Stored;
import io.cloudconnectors.vault.envelope.BenchedEnvelope;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.rotation.BenchedRotation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A tenant key with very many data keys under it is rotated twice while secrets of that tenant are revealed at a steady rate: by
 * the vault that reveals, at its default pace, and by another instance as fast as it goes.
 */
final class TenantKeyRotation {
    private static final String TENANT = "large";
    private static final int SECRETS = 1_000;
    private static final int REVEALS_PER_SECOND = 200;
    private static final int NO_PACE = Integer.MAX_VALUE;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VaultBed bed;
    private final VaultClients clients;
    private final VaultOptions options;
    private final DocsReport report;
    private final Notes notes;
    private final String operator;

    TenantKeyRotation(VaultBed bed, VaultClients clients, VaultOptions options, DocsReport report, Notes notes) {
        this.bed = bed;
        this.clients = clients;
        this.options = options;
        this.report = report;
        this.notes = notes;
        this.operator = bed.issuers().service("vault-operator", "vault:operate");
    }

    void run() throws SQLException, InterruptedException {
        List<Stored> stored = clients.store(SECRETS, () -> TENANT);
        load(instance());
        notes.tell("warming up the vault");
        clients.warmUp(new ClosedLoop(options.clients(), options.length()), stored);
        List<Phase> phases = new ArrayList<>();
        try (var reveals = SteadyLoop.start(
                clients.vault(),
                options.clients(),
                REVEALS_PER_SECOND,
                () -> clients.reveal(VaultClients.any(stored)),
                200)) {
            rest(reveals); // only warms up
            notes.tell("reveals alone");
            phases.add(phase("before", reveals, () -> rest(reveals)));
            notes.tell("a rotation by the same instance, at its default pace");
            phases.add(phase("rotated at the default pace", reveals, () -> rotateInTheVault(reveals)));
            phases.add(phase("between", reveals, () -> rest(reveals)));
            notes.tell("a rotation by another instance, without a limit");
            phases.add(phase("rotated without a limit", reveals, () -> rotateElsewhere(reveals)));
            phases.add(phase("after", reveals, () -> rest(reveals)));
            report(phases, reveals.timeline());
        }
    }

    /** Another one, which has no keys in memory yet. */
    private BenchedEnvelope instance() {
        return new BenchedEnvelope(KekRing.of(bed.kek()), bed.keystore(), bed.vault(), Duration.ofSeconds(60));
    }

    /**
     * A stretch of the time.
     *
     * @param rotated how many data keys were wrapped anew
     */
    private record Phase(String name, double from, double to, long rotated) {}

    /** What goes on in a phase; how many data keys it rotates. */
    @FunctionalInterface
    private interface Work {
        long run() throws InterruptedException;
    }

    private static Phase phase(String name, SteadyLoop reveals, Work work) throws InterruptedException {
        double from = reveals.seconds();
        long rotated = work.run();
        return new Phase(name, from, reveals.seconds(), rotated);
    }

    private long rest(SteadyLoop reveals) throws InterruptedException {
        double end = reveals.seconds() + 3 * options.length().toSeconds();
        while (reveals.seconds() < end) {
            Thread.sleep(LOOK);
        }
        return 0;
    }

    /** Until the old keys are gone, which is some seconds after the last one was moved. */
    private long rotateInTheVault(SteadyLoop reveals) throws InterruptedException {
        try (var connection = KeptConnection.to(clients.vault())) {
            String request = "{\"level\":\"TENANT_KEY\",\"tenant\":\"" + TENANT + "\"}";
            JsonNode rotation = parse(connection.send(Call.post("/internal/v1/rotations", operator, request), 202));
            String path = "/internal/v1/rotations/" + rotation.path("id").asText();
            while (!"DONE".equals(rotation.path("state").asText())) {
                if ("FAILED".equals(rotation.path("state").asText())) {
                    throw new IllegalStateException("The rotation failed: " + rotation);
                }
                Thread.sleep(LOOK);
                var _ = reveals.seconds();
                rotation = parse(connection.send(Call.get(path, operator), 200));
            }
            return rotation.path("done").asLong();
        }
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long rotateElsewhere(SteadyLoop reveals) throws InterruptedException {
        BenchedRotation rotation = new BenchedRotation(instance().rewrapping(), bed.keystore(), bed.vault());
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Long> rotating = executor.submit(() -> rotation.rotateTenantKey(TENANT, NO_PACE));
            while (!rotating.isDone()) {
                Thread.sleep(LOOK);
                var _ = reveals.seconds();
            }
            return rotating.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void report(List<Phase> phases, Timeline timeline) {
        report.heading("A tenant key with %d data keys is rotated".formatted(options.keys() + SECRETS));
        report.add("Reveals over HTTP at %d a second, from when each was due.", REVEALS_PER_SECOND);
        report.line("");
        report.line("| | seconds | reveals | p50 ms | p99 ms | p99, of before | most ms | data keys re-wrapped /s |");
        report.line("|---|---|---|---|---|---|---|---|");
        Window before =
                timeline.between(phases.getFirst().from(), phases.getFirst().to());
        for (Phase phase : phases) {
            Window window = timeline.between(phase.from(), phase.to());
            double seconds = phase.to() - phase.from();
            report.add(
                    "| %s | %.0f | %d | %.2f | %.2f | %.2f | %.0f | %s |",
                    phase.name(),
                    seconds,
                    window.nanos().length,
                    window.millis(0.5),
                    window.millis(0.99),
                    window.millis(0.99) / before.millis(0.99),
                    window.millis(1),
                    phase.rotated() == 0
                            ? ""
                            : String.format(Locale.ROOT, "%.0f (%d)", phase.rotated() / seconds, phase.rotated()));
        }
        double stretch = Math.max(1, (phases.getLast().to() - phases.getFirst().from()) / 200);
        report.plot(
                "rotation",
                new LineChart(
                        "A reveal while %d data keys are rotated".formatted(options.keys() + SECRETS),
                        "ms",
                        List.of(
                                line("p50", timeline.millis(0.5, stretch)),
                                line("p99", timeline.millis(0.99, stretch))),
                        phases.stream()
                                .filter(phase -> phase.rotated() > 0)
                                .map(phase -> new LineChart.Band(phase.name(), phase.from(), phase.to()))
                                .toList()));
    }

    private static LineChart.Line line(String name, List<Timeline.Figure> figures) {
        return new LineChart.Line(
                name,
                figures.stream()
                        .map(figure -> new LineChart.Point(figure.seconds(), figure.value()))
                        .toList());
    }

    private void load(BenchedEnvelope vault) throws SQLException {
        notes.tell("loading %d data keys".formatted(options.keys()));
        HexFormat hex = HexFormat.of();
        try (Connection connection = bed.superuserOfTheKeystore().connect()) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY data_key (tenant, credential_id, credential_version, generation, wrapped, created_at)"
                            + " FROM STDIN");
            for (int i = 0; i < options.keys(); i++) {
                UUID credential = UUID.randomUUID();
                String wrapped = hex.formatHex(vault.wrappedDataKey(TENANT, credential));
                byte[] row = (TENANT + "\t" + credential + "\t1\t1\t\\\\x" + wrapped + "\t2026-01-01T00:00:00Z\n")
                        .getBytes(StandardCharsets.US_ASCII);
                copy.writeToCopy(row, 0, row.length);
            }
            copy.endCopy();
            Sql.execute(connection, "VACUUM ANALYZE data_key");
            Sql.execute(connection, "CHECKPOINT");
        }
    }
}
