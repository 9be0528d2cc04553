package io.cloudconnectors.local.launcher;

import java.util.List;

/** The JVM that the local stack runs a service in; a benchmark that starts one by itself takes the same. */
public final class ServiceJvm {
    /** The most that a poller's heap takes. */
    public static final int POLLER_HEAP_MEBIBYTES = 160;

    private ServiceJvm() {}

    /** Its options. */
    public static List<String> options(int heapMebibytes) {
        return List.of(
                "-Xms32m",
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=160m",
                "-XX:ReservedCodeCacheSize=64m",
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    }
}
