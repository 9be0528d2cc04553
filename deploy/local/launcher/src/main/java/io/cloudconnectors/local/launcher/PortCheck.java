package io.cloudconnectors.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says before the start which port is taken, and by whom. */
final class PortCheck {

    /** {@code st} of a listening socket in {@code /proc/net/tcp}. */
    private static final String LISTEN = "0A";

    private PortCheck() {}

    /** @throws UsageException with a line for each port that is in use */
    static void requireFree(Ports ports) {
        var taken = new ArrayList<String>();
        check(ports.http(), "_PORT", taken);
        check(ports.management(), "_MANAGEMENT_PORT", taken);
        if (!taken.isEmpty()) {
            throw new UsageException(String.join("\n", taken));
        }
    }

    private static void check(Map<String, Integer> ports, String suffix, List<String> taken) {
        ports.forEach((process, port) -> {
            if (!isFree(port)) {
                taken.add("Port %d (%s) is in use by %s: stop that, or set %s to another port."
                        .formatted(port, process, owner(port).orElse("another process"), variable(process, suffix)));
            }
        });
    }

    private static String variable(String process, String suffix) {
        var name = process.startsWith("poller-") ? "poller" : process;
        return name.toUpperCase(Locale.ROOT).replace('-', '_') + suffix;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** The process that listens on the port, if it may be seen: {@code process 4711 (java -jar other.jar)}. */
    static Optional<String> owner(int port) {
        var inodes = new HashSet<String>();
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            inodes.addAll(listeningInodes(Path.of(table), port));
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holdsAny(process, inodes))
                .findFirst()
                .map(process -> "process %d (%s)".formatted(process.pid(), commandOf(process)));
    }

    private static Set<String> listeningInodes(Path table, int port) {
        var suffix = ":%04X".formatted(port);
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 9 && fields[1].endsWith(suffix) && LISTEN.equals(fields[3]))
                    .map(fields -> "socket:[" + fields[9] + "]")
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static boolean holdsAny(ProcessHandle process, Set<String> inodes) {
        try (var descriptors = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return descriptors.anyMatch(descriptor -> inodes.contains(target(descriptor)));
        } catch (IOException | UncheckedIOException e) {
            return false; // It ended meanwhile, or belongs to somebody else.
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String commandOf(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ')
                    .strip();
            return line.length() > 80 ? line.substring(0, 77) + "..." : line;
        } catch (IOException e) {
            return "unknown";
        }
    }
}
