package io.cloudconnectors.bench.shares;

import java.util.Arrays;
import java.util.Locale;

/** When each record was taken first, and how often. Records are known by their number. */
final class Ledger {
    private final long[] sent;
    private final long[] taken;
    private long again;
    private int distinct;
    private long begin;
    private long end;

    Ledger(int records) {
        this.sent = new long[records];
        this.taken = new long[records];
    }

    synchronized void begin() {
        begin = System.nanoTime();
    }

    synchronized void sent(int record) {
        sent[record] = System.nanoTime();
    }

    synchronized void taken(int record) {
        end = System.nanoTime();
        if (taken[record] == 0) {
            taken[record] = end;
            distinct++;
        } else {
            again++;
        }
    }

    synchronized boolean complete() {
        return distinct == taken.length;
    }

    /**
     * What came of it. A record that nobody took has waited until now.
     *
     * @param perSecond of those that were taken, until the last of them
     */
    record Outcome(int records, int stuck, long again, double perSecond, double p50, double p99, double most) {
        private static final String MARK = "OUTCOME ";

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s%d %d %d %.1f %.1f %.1f %.1f",
                    MARK,
                    records,
                    stuck,
                    again,
                    perSecond,
                    p50,
                    p99,
                    most);
        }

        static Outcome of(String line) {
            String[] parts = line.substring(MARK.length()).split(" ", -1);
            return new Outcome(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Long.parseLong(parts[2]),
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]),
                    Double.parseDouble(parts[5]),
                    Double.parseDouble(parts[6]));
        }

        static String mark() {
            return MARK;
        }
    }

    synchronized Outcome outcome() {
        long now = System.nanoTime();
        double[] waits = new double[sent.length];
        for (int i = 0; i < waits.length; i++) {
            long from = Math.max(sent[i], begin);
            waits[i] = ((taken[i] == 0 ? now : taken[i]) - from) / 1e6;
        }
        Arrays.sort(waits);
        return new Outcome(
                waits.length,
                waits.length - distinct,
                again,
                distinct / Math.max((end - begin) / 1e9, 1e-9),
                rank(waits, 0.5),
                rank(waits, 0.99),
                rank(waits, 1));
    }

    /** Of sorted values, the nearest rank. */
    static double rank(double[] sorted, double share) {
        return sorted[Math.max((int) Math.ceil(share * sorted.length), 1) - 1];
    }
}
