package io.cloudconnectors.api.loop;

import java.time.Duration;

/**
 * What is done in the background while the service runs. A feature produces a bean of this type; it is started and stopped with
 * the service.
 *
 * @param name of the thread and in logs
 * @param enabled whether this instance does it
 * @param pause between two rounds that worked
 * @param round what is done again and again, as {@link Loop} does
 * @param stopping hurries the round that is going when the service stops
 * @param stopped closes what the rounds used, after the last
 */
public record Background(
        String name, boolean enabled, Duration pause, Loop.Step round, Runnable stopping, Runnable stopped) {

    public Background(String name, boolean enabled, Duration pause, Loop.Step round) {
        this(name, enabled, pause, round, () -> {}, () -> {});
    }

    /** The same, with something to do before the last round is waited for. */
    public Background stopping(Runnable work) {
        return new Background(name, enabled, pause, round, work, stopped);
    }

    /** The same, with something to do after the last round. */
    public Background stopped(Runnable work) {
        return new Background(name, enabled, pause, round, stopping, work);
    }
}
