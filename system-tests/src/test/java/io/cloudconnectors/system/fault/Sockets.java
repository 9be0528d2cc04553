package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.StackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The TCP connections of this machine as Linux tells them: whose they are, and what lies in them unread. */
final class Sockets {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int HEXADECIMAL = 16;

    private Sockets() {}

    /** One end of a connection. */
    private record End(int port, int otherPort, long unread, String inode) {
        static End of(String line) {
            String[] columns = BLANKS.split(line.strip());
            return new End(
                    port(columns[1]),
                    port(columns[2]),
                    Long.parseLong(columns[4].substring(columns[4].indexOf(':') + 1), HEXADECIMAL),
                    columns[9]);
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEXADECIMAL);
        }
    }

    /** Which of the processes has the connection from that port to the server's. */
    static Optional<StackProcess> owner(int port, int server, List<StackProcess> processes) {
        Set<String> inodes = ends().stream()
                .filter(end -> end.port == port && end.otherPort == server)
                .map(End::inode)
                .collect(Collectors.toSet());
        return processes.stream()
                .filter(process -> inodesOf(process).stream().anyMatch(inodes::contains))
                .findFirst();
    }

    /** So many bytes did the process send to that server which did not read them yet. */
    static long unread(StackProcess from, int server) {
        Set<String> inodes = inodesOf(from);
        List<End> ends = ends();
        Set<Integer> ports = ends.stream()
                .filter(end -> end.otherPort == server && inodes.contains(end.inode))
                .map(End::port)
                .collect(Collectors.toSet());
        return ends.stream()
                .filter(end -> end.port == server && ports.contains(end.otherPort))
                .mapToLong(End::unread)
                .sum();
    }

    private static List<End> ends() {
        var ends = new ArrayList<End>();
        for (var family : List.of("tcp", "tcp6")) {
            try (var lines = Files.lines(Path.of("/proc/net", family))) {
                lines.skip(1).map(End::of).forEach(ends::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ends;
    }

    private static Set<String> inodesOf(StackProcess process) {
        var inodes = new HashSet<String>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (var descriptor : descriptors) {
                inode(descriptor).ifPresent(inodes::add);
            }
        } catch (IOException e) {
            return Set.of(); // It ended meanwhile.
        }
        return inodes;
    }

    private static Optional<String> inode(Path descriptor) {
        try {
            var target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // It was closed meanwhile.
        }
    }
}
