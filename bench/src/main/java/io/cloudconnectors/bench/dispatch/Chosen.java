package io.cloudconnectors.bench.dispatch;

/** The peers' settings: the best of {@code ./dev bench dispatch sweep}, whose table is in docs/bench/dispatch.md. */
final class Chosen {
    static final int RAW_THREADS = 2;
    static final int RAW_BATCH = 1_000;
    static final Contender.DbScheduler.Settings DB_SCHEDULER = new Contender.DbScheduler.Settings(50, false, 0.5, 4, 5);

    private Chosen() {}
}
