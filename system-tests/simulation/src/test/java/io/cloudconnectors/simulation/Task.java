package io.cloudconnectors.simulation;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/** Something that a node does, which stops now and then to let others go on. */
public final class Task {
    private static final ContinuationScope SCOPE = new ContinuationScope("simulation");

    final Node node;
    final int life;
    private final Continuation continuation;
    long wake;
    int tie;
    int index = -1;
    boolean cancelled;

    Task(Node node, Runnable body) {
        this.node = node;
        this.life = node.life;
        this.continuation = new Continuation(SCOPE, body);
    }

    /** Lets the current task stop here. */
    static void stop() {
        if (!Continuation.yield(SCOPE)) {
            // The result says how it was continued; there is but one way.
            return;
        }
    }

    void goOn() {
        continuation.run();
    }

    boolean isDone() {
        return continuation.isDone();
    }

    /** Whether its process is still the one that began it. */
    boolean isAlive() {
        return !cancelled && node.alive && node.life == life;
    }

    /** Lets it never go on again. */
    public void cancel() {
        cancelled = true;
    }

    boolean isBefore(Task other) {
        return wake < other.wake || wake == other.wake && tie < other.tie;
    }
}
