package io.cloudconnectors.bench.dispatch;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Tries the peers' settings, one instance each. */
record Sweep(Bed bed, DispatchOptions options, Consumer<String> tell) {

    Table run() throws SQLException {
        var throughput = new Throughput(bed, options, tell);
        var rows = new ArrayList<Row>();
        for (Contender contender : contenders()) {
            double rate = throughput.measure(contender).curve().perSecond();
            tell.accept("%s: %.0f/s".formatted(settings(contender), rate));
            rows.add(new Row(settings(contender), rate));
        }
        return new Table(rows);
    }

    private static List<Contender> contenders() {
        var all = new ArrayList<Contender>();
        for (int threads : new int[] {1, 2, 4}) {
            for (int batch : new int[] {1_000, 5_000}) {
                all.add(new Contender.Raw(1, false, threads, batch));
            }
        }
        for (boolean virtual : new boolean[] {false, true}) {
            for (int threads : new int[] {20, 50, 100, 200}) {
                for (int linger : new int[] {0, 5}) {
                    all.add(dbScheduler(threads, virtual, 0.5, 4, linger));
                }
            }
        }
        for (double upper : new double[] {1, 8, 20}) {
            all.add(dbScheduler(50, false, 0.5, upper, 0));
        }
        all.add(dbScheduler(50, false, 0.9, 4, 0));
        return all;
    }

    private static Contender dbScheduler(int threads, boolean virtual, double lower, double upper, int linger) {
        return new Contender.DbScheduler(1, new Contender.DbScheduler.Settings(threads, virtual, lower, upper, linger));
    }

    private static String settings(Contender contender) {
        return switch (contender) {
            case Contender.Raw raw -> "raw: %d threads, batch %d".formatted(raw.threads(), raw.batch());
            case Contender.DbScheduler peer ->
                String.format(
                        Locale.ROOT,
                        "db-scheduler: %d %s threads, lower %.1f, upper %.0f, linger %d ms",
                        peer.settings().threads(),
                        peer.settings().virtual() ? "virtual" : "platform",
                        peer.settings().lower(),
                        peer.settings().upper(),
                        peer.settings().lingerMillis());
            case Contender.Product product -> product.name();
        };
    }

    private record Row(String settings, double perSecond) {}

    /** For docs/bench/dispatch.md. */
    record Table(List<Row> rows) {
        void print(PrintStream out) {
            out.println("| settings | dispatches/s |");
            out.println("|---|---|");
            rows.forEach(row -> out.printf(Locale.ROOT, "| %s | %.0f |%n", row.settings(), row.perSecond()));
        }
    }
}
