package io.cloudconnectors.bench;

import java.io.PrintStream;
import java.time.Duration;

/** Tells what goes on, and when: in seconds since the beginning. */
public final class Notes {
    private final PrintStream out;
    private final long begin = System.nanoTime();

    public Notes(PrintStream out) {
        this.out = out;
    }

    public void tell(String what) {
        out.printf("%4d s  %s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds(), what);
    }
}
