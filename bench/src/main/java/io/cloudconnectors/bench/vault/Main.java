package io.cloudconnectors.bench.vault;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.vault.VaultOptions.Part;
import io.cloudconnectors.local.launcher.UsageException;
import io.cloudconnectors.local.servers.ServerFailedException;
import java.sql.SQLException;
import java.util.Arrays;

/** What {@code ./dev bench vault} runs. Exit status 0 when all was measured, whether or not the goals were met; 2 when not. */
public final class Main {
    private static final int FAILED = 2;

    private Main() {}

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        try {
            measure(VaultOptions.of(Arrays.asList(arguments)));
            System.exit(0);
        } catch (UsageException | ServerFailedException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void measure(VaultOptions options) throws SQLException, InterruptedException {
        Notes notes = new Notes(System.out);
        DocsReport report = new DocsReport("vault", options.docs(), System.out);
        report.add(
                "`--keys %d --clients %d --rounds %d --seconds %d`, %d processors, PostgreSQL with fsync on. Medians of the rounds"
                        + " (least - most).",
                options.keys(),
                options.clients(),
                options.rounds(),
                options.length().toSeconds(),
                Runtime.getRuntime().availableProcessors());
        if (options.has(Part.CRYPTOGRAPHY)) {
            notes.tell("cryptography beside the bare JDK's");
            new CryptographicPath(options, report).run();
        }
        if (options.has(Part.REVEAL) || options.has(Part.ROTATION) || options.has(Part.KMS)) {
            notes.tell("starting the vault and what it needs");
            try (VaultBed bed = VaultBed.start()) {
                measure(bed, options, report, notes);
            }
        }
        report.write();
        notes.tell("done");
    }

    private static void measure(VaultBed bed, VaultOptions options, DocsReport report, Notes notes)
            throws SQLException, InterruptedException {
        VaultClients clients = new VaultClients(bed);
        if (options.has(Part.REVEAL)) {
            new Revealing(bed, clients, options, report, notes).run();
        }
        if (options.has(Part.ROTATION)) {
            new TenantKeyRotation(bed, clients, options, report, notes).run();
        }
        if (options.has(Part.KMS)) {
            new SlowKms(bed, options, report, notes).run();
        }
    }
}
