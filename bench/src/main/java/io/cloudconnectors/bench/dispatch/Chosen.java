package io.cloudconnectors.bench.dispatch;

/** The peers' settings. The best of {@code ./dev bench dispatch sweep} belong here; docs/bench/dispatch.md says whether they are. */
final class Chosen {
    static final int RAW_THREADS = 2;
    static final int RAW_BATCH = 5_000;
    static final Contender.DbScheduler.Settings DB_SCHEDULER = new Contender.DbScheduler.Settings(200, true, 0.5, 4, 5);

    private Chosen() {}
}
