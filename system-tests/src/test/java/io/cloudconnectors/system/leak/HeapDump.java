package io.cloudconnectors.system.leak;

import io.cloudconnectors.local.launcher.StackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a process can still reach after a full collection, as its own JVM writes it. */
final class HeapDump {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin/jcmd");
    private static final int PATIENCE_SECONDS = 120;

    private HeapDump() {}

    /** What of the canaries is in the live heap of a process. The dump is deleted: it holds what it holds. */
    static Set<CanaryScan.Finding> scan(StackProcess process, CanaryScan scan) throws InterruptedException {
        try {
            var directory = Files.createTempDirectory("heap");
            var dump = directory.resolve(process.name() + ".hprof");
            try {
                var jcmd = new ProcessBuilder(
                                JCMD.toString(), Long.toString(process.pid()), "GC.heap_dump", dump.toString())
                        .redirectErrorStream(true)
                        .start();
                var said = new String(jcmd.getInputStream().readAllBytes());
                if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || !Files.exists(dump)) {
                    throw new AssertionError("No heap dump of " + process.name() + ": " + said);
                }
                return scan.scan(process.name(), Files.readAllBytes(dump));
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
