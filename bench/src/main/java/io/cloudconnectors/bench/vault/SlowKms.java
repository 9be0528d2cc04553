package io.cloudconnectors.bench.vault;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Figures;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.load.Series;
import io.cloudconnectors.bench.load.Window;
import io.cloudconnectors.local.cloud.PlatformIdentity;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.vault.envelope.BenchedEnvelope;
import io.cloudconnectors.vault.envelope.Envelope;
import io.cloudconnectors.vault.kek.BenchedKms;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Opening secrets of a tenant that is warm, with a KEK in a file and with one in a KMS that answers after 50 ms. */
final class SlowKms {
    private static final double GOAL = 1.2;
    private static final int MILLIS = 50;
    private static final int SECRETS = 100;

    private final VaultBed bed;
    private final VaultOptions options;
    private final DocsReport report;
    private final Notes notes;

    SlowKms(VaultBed bed, VaultOptions options, DocsReport report, Notes notes) {
        this.bed = bed;
        this.options = options;
        this.report = report;
        this.notes = notes;
    }

    void run() {
        notes.tell("a KMS that answers after %d ms".formatted(MILLIS));
        PlatformIdentity platform = PlatformIdentity.generate("999988887777");
        try (SimulatedCloud cloud = SimulatedCloud.start(0, "", platform)) {
            String arn = cloud.newKmsKey("eu-central-1");
            Kek kms = BenchedKms.connect(
                    cloud.endpoint(), arn, platform.key().id(), platform.key().secret());
            var _ = cloud.faults().set(new Fault(null, "kms", null, null, FaultKind.SLOW, null, null, MILLIS));
            compare(side("file", bed.kek()), side("kms", kms));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Side(Envelope envelope, Secrets secrets) {
        Window open(Duration length) {
            return secrets.open(envelope, length);
        }
    }

    /** As in production: an instance asks its KEK again every minute. */
    private Side side(String tenant, Kek kek) {
        Envelope envelope =
                new BenchedEnvelope(KekRing.of(kek), bed.keystore(), bed.vault(), Duration.ofSeconds(60)).envelope();
        Side side = new Side(envelope, new Secrets(envelope, tenant, SECRETS));
        var _ = side.open(options.shortLength());
        return side;
    }

    private void compare(Side file, Side kms) {
        List<Double> inFile = new ArrayList<>();
        List<Double> inKms = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            boolean first = round % 2 == 0;
            double one = (first ? file : kms).open(options.shortLength()).millis(0.99);
            double other = (first ? kms : file).open(options.shortLength()).millis(0.99);
            inFile.add(first ? one : other);
            inKms.add(first ? other : one);
            ratios.add(inKms.getLast() / inFile.getLast());
        }
        Series ratio = new Series(ratios);
        report.heading("A KMS that answers after " + MILLIS + " ms");
        report.line("| opening a secret of a warm tenant | p99 ms |");
        report.line("|---|---|");
        report.line("| KEK in a file | " + new Series(inFile).text(3) + " |");
        report.line("| KEK in the KMS | " + new Series(inKms).text(3) + " |");
        report.line("");
        report.line(Figures.goal("slow-kms", ratio, "<=" + GOAL + "x", ratio.median() <= GOAL));
    }
}
