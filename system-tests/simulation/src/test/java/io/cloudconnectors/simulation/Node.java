package io.cloudconnectors.simulation;

import java.time.Instant;
import java.time.InstantSource;

/** A process: it can crash, sleep and be wrong about the time. */
public final class Node implements InstantSource {
    final int number;
    private final Scheduler scheduler;
    private final Runnable start;
    int life;
    boolean alive = true;
    long pausedSince;
    long pausedUntil;
    long skew;

    /** @param start starts its tasks */
    Node(int number, Scheduler scheduler, Runnable start) {
        this.number = number;
        this.scheduler = scheduler;
        this.start = start;
    }

    /** What its own clock says. */
    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(scheduler.now() + skew);
    }

    void start() {
        alive = true;
        start.run();
    }

    /** Everything that it was doing ends where it is; nothing is cleaned up. */
    void crash() {
        alive = false;
        life++;
    }

    boolean isPaused() {
        return pausedUntil > scheduler.now();
    }

    /** Whether a broker would count it among its consumers, which it does for a while after it was last heard of. */
    boolean isMember(long sessionTimeout) {
        return alive && !(isPaused() && scheduler.now() - pausedSince > sessionTimeout);
    }
}
