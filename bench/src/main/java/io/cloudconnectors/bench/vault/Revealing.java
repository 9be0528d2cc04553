package io.cloudconnectors.bench.vault;

import io.cloudconnectors.bench.BarePeer;
import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Figures;
import io.cloudconnectors.bench.Measure;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.Rounds;
import io.cloudconnectors.bench.Sql;
import io.cloudconnectors.bench.evidence.ServerRepository;
import io.cloudconnectors.bench.evidence.StatementLogRepository;
import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.ClosedLoop;
import io.cloudconnectors.bench.load.KeptConnection;
import io.cloudconnectors.bench.vault.VaultClients.Stored;
import java.sql.SQLException;
import java.util.List;

/**
 * Reveals of the vault as it is packaged, each in the audit log before its secret leaves, beside an endpoint that reads the row of
 * the same version and does nothing else; and seals.
 */
final class Revealing {
    private static final double GOAL = 0.5;
    private static final int MOST = 5_000;
    private static final int QUICK = 500;
    private static final String REVEAL = "reveal";
    private static final String BARE = "row, bare";
    private static final String SEAL = "seal";
    private static final String RECORDS = "SELECT count(*) FROM audit WHERE action = 'REVEAL' AND outcome = 'ALLOWED'";

    private final VaultBed bed;
    private final VaultClients clients;
    private final VaultOptions options;
    private final DocsReport report;
    private final Notes notes;

    Revealing(VaultBed bed, VaultClients clients, VaultOptions options, DocsReport report, Notes notes) {
        this.bed = bed;
        this.clients = clients;
        this.options = options;
        this.report = report;
        this.notes = notes;
    }

    void run() throws SQLException {
        List<Stored> stored = clients.store(options.keys() < MOST * 10 ? QUICK : MOST, VaultClients::anyTenant);
        notes.tell(stored.size() + " credentials are sealed");
        try (var bare = BarePeer.startRow(bed.stack());
                var log = StatementLogRepository.connect(bed.superuserOfTheVault());
                var server = ServerRepository.connect(bed.superuserOfTheVault())) {
            log.timeFsyncs();
            int pad = compared(bare, stored);
            long before = records();
            var loop = new ClosedLoop(options.clients(), options.length());
            notes.tell("warming up the vault");
            clients.warmUp(loop, stored);
            var rounds = new Rounds(loop, Rounds.clock(bed.stack(), bare), server, notes)
                    .run(turns(bare, stored, pad), options.rounds());
            report(new Figures(rounds), records() - before);
        }
    }

    private List<List<Measure>> turns(BarePeer bare, List<Stored> stored, int pad) {
        return List.of(
                List.of(
                        new Measure(
                                REVEAL, clients.vault(), () -> clients.makeReady(stored), clients::readyReveal, 200),
                        new Measure(BARE, bare.url(), () -> row(VaultClients.any(stored), pad), 200)),
                List.of(new Measure(SEAL, clients.vault(), clients::seal, 201)));
    }

    private static Call row(Stored one, int pad) {
        return Call.get("/" + one.credential() + "/1?pad=" + pad, "");
    }

    /** The vault refuses what it must; by how many bytes its answer is longer than the peer's. */
    private int compared(BarePeer bare, List<Stored> stored) {
        Stored one = stored.getFirst();
        try (var vault = KeptConnection.to(clients.vault());
                var peer = KeptConnection.to(bare.url())) {
            var _ = vault.send(clients.revealWithoutRun(one), 401);
            var _ = vault.send(clients.revealOfAnother(one, stored.getLast()), 403);
            int answer = vault.send(clients.reveal(one), 200).length;
            int row = peer.send(row(one, 0), 200).length;
            notes.tell("bytes per answer: %d of the vault, %d of the peer before blanks".formatted(answer, row));
            return Math.max(0, answer - row);
        }
    }

    private long records() throws SQLException {
        try (var connection = bed.superuserOfTheVault().connect()) {
            return Sql.value(connection, Long.class, RECORDS);
        }
    }

    private void report(Figures figures, long records) {
        if (records != clients.readyReveals()) {
            throw new IllegalStateException(
                    "%d reveals and %d records of them in the audit log".formatted(clients.readyReveals(), records));
        }
        report.heading("Reveal and seal over HTTP, %d clients".formatted(options.clients()));
        figures.table().forEach(report::line);
        report.line("");
        report.add("Every one of %d reveals, those of warming up included, has its record in the audit log.", records);
        report.line("");
        var ratios = figures.ratios(round -> round.window().perSecond(), REVEAL, BARE);
        report.line(Figures.goal("reveal-of-bare", ratios, ">=" + GOAL + "x", ratios.median() >= GOAL));
        for (String name : List.of(REVEAL, BARE, SEAL)) {
            report.line("");
            figures.limit(name, (double) options.length().toSeconds()).forEach(report::line);
        }
    }
}
