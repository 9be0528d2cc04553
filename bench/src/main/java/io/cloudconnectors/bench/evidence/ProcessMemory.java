package io.cloudconnectors.bench.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a process has of the memory, in bytes. */
public record ProcessMemory(ProcessHandle process) {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");
    /** The last line of a class histogram: instances, then bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** What is resident now; 0 of a process that has ended. */
    public long resident() {
        return of(RESIDENT);
    }

    /** The most that was resident, since its start or {@link #forgetPeak}; 0 of a process that has ended. */
    public long peak() {
        return of(PEAK);
    }

    /** From now on the peak is what comes. */
    public void forgetPeak() {
        try {
            Files.writeString(proc("clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the objects on its heap take that are reachable. Has the JVM collect its garbage first. Not of this JVM, which
     * could not read the answer while it stands still for it.
     */
    public long liveHeap() {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            return totalOf(new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long totalOf(String histogram) {
        var matcher = TOTAL.matcher(histogram);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "No class histogram: " + histogram.lines().findFirst().orElse("no answer at all"));
        }
        return Long.parseLong(matcher.group(1));
    }

    private long of(Pattern figure) {
        try {
            var matcher = figure.matcher(Files.readString(proc("status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }
}
