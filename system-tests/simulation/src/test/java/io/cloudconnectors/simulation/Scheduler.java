package io.cloudconnectors.simulation;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Lets tasks go on, one at a time, in an order that the seed decides; between them time passes. */
public final class Scheduler {
    private final SplittableRandom random;
    private Task[] heap = new Task[64];
    private int size;
    private long now = 1_000_000;
    private long steps;
    private @Nullable Task current;
    private @Nullable Throwable failure;

    Scheduler(SplittableRandom random) {
        this.random = random;
    }

    /** The true time in milliseconds. */
    public long now() {
        return now;
    }

    /** How often a task went on. */
    long steps() {
        return steps;
    }

    /** The task that is going on. */
    public Task current() {
        Task task = current;
        if (task == null) {
            throw new IllegalStateException("No task is going on");
        }
        return task;
    }

    boolean isInTask() {
        return current != null;
    }

    /** Begins something on a node. */
    public Task spawn(Node node, long delay, Body body) {
        var task = new Task(node, () -> guarded(body));
        schedule(task, delay);
        return task;
    }

    /** Something to do. */
    @FunctionalInterface
    public interface Body {
        void run() throws InterruptedException;
    }

    private void guarded(Body body) {
        try {
            body.run();
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Lets the current task stop for a while, or until it is woken. */
    public void sleep(long millis) {
        schedule(current(), millis);
        Task.stop();
    }

    /** Lets a task that sleeps go on at once. */
    public void wake(Task task) {
        if (task.index >= 0 && task.wake > now) {
            task.wake = now;
            up(task, task.index);
        }
    }

    /** Goes on until this time, or until nothing is left to do. */
    void runUntil(long until) {
        while (size > 0 && heap[0].wake <= until) {
            Task next = pop();
            now = Math.max(now, next.wake);
            if (!next.isAlive()) {
                continue;
            }
            if (next.node.pausedUntil > now) {
                next.wake = next.node.pausedUntil;
                push(next);
                continue;
            }
            steps++;
            current = next;
            next.goOn();
            current = null;
            Throwable thrown = failure;
            if (thrown != null) {
                throw new AssertionError("A task failed", thrown);
            }
        }
        now = Math.max(now, until);
    }

    private void schedule(Task task, long delay) {
        task.wake = now + delay;
        task.tie = random.nextInt();
        push(task);
    }

    private void push(Task task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        up(task, size++);
    }

    private void up(Task task, int from) {
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (!task.isBefore(heap[parent])) {
                break;
            }
            put(heap[parent], i);
            i = parent;
        }
        put(task, i);
    }

    private Task pop() {
        Task first = heap[0];
        first.index = -1;
        Task last = heap[--size];
        heap[size] = null;
        if (size > 0) {
            down(last);
        }
        return first;
    }

    private void down(Task task) {
        int i = 0;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(task)) {
                break;
            }
            put(heap[child], i);
            i = child;
        }
        put(task, i);
    }

    private void put(Task task, int at) {
        heap[at] = task;
        task.index = at;
    }
}
