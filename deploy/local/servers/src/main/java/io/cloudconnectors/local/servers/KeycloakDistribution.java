package io.cloudconnectors.local.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak's distribution, extracted once and built once for the way it is run here (a database file of its own, no
 * cluster), with a database that has its tables and the master realm. This takes a minute, which every later start saves.
 * Nobody can sign in to that master realm: it has no user.
 */
public final class KeycloakDistribution {

    private static final long COMMAND_LIMIT_SECONDS = 300;
    /** Of what is made from the archive: another number makes all of it anew. */
    private static final int LAYOUT = 2;

    private static final String DATABASE = "database";

    private final Path directory;

    private KeycloakDistribution(Path directory) {
        this.directory = directory;
    }

    /** @param archive {@code keycloak-VERSION.zip} */
    public static KeycloakDistribution prepared(CacheDirectory cache, Path archive) {
        if (!Files.exists(archive)) {
            throw new ServerFailedException(
                    "Keycloak's distribution %s is missing: build the launcher first.".formatted(archive));
        }
        return new KeycloakDistribution(cache.entry(key(archive), draft -> {
            extract(archive, draft);
            run(draft, "build", "--db=dev-file");
            makeDatabase(draft);
        }));
    }

    /** Whether the long work is still to be done; to tell the person who waits. */
    public static boolean isPrepared(CacheDirectory cache, Path archive) {
        return cache.contains(key(archive));
    }

    Path directory() {
        return directory;
    }

    /** Its class path, in the order in which Quarkus looks: transformed and generated classes first. */
    String classPath() {
        return jars().stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private List<Path> jars() {
        var lib = directory.resolve("lib");
        return Stream.of("quarkus", "app", "lib/boot", "lib/main")
                .flatMap(part -> Jars.jars(lib.resolve(part)).sorted(Comparator.reverseOrder()))
                .toList();
    }

    /** The JVM options for the start cache, which goes with the distribution. */
    List<String> startCache(StartCache.Mode mode, List<String> jvmOptions) {
        return StartCache.options(mode, directory, jvmOptions, jars());
    }

    private static String key(Path archive) {
        return archive.getFileName().toString().replaceFirst("\\.zip$", "-layout" + LAYOUT);
    }

    /** Leaves out the archive's one top directory. */
    private static void extract(Path archive, Path target) throws IOException {
        try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var path = target.resolve(entry.getName().replaceFirst("^[^/]*/", ""))
                        .normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive leaves its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip, path);
                }
            }
        }
    }

    /** Keycloak makes its tables when any command first needs them; an export is one that ends by itself. */
    private static void makeDatabase(Path directory) throws IOException {
        var export = directory.resolve("export");
        run(directory, "export", "--optimized", "--dir=" + export);
        CacheDirectory.delete(export);
        Files.move(directory.resolve("data/h2"), directory.resolve(DATABASE));
        CacheDirectory.delete(directory.resolve("data"));
    }

    private static void run(Path directory, String... command) throws IOException {
        var log = directory.resolve(command[0] + ".log");
        var words = Stream.concat(Stream.of("sh", directory.resolve("bin/kc.sh").toString()), Stream.of(command));
        var builder =
                new ProcessBuilder(words.toList()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        try {
            var process = builder.start();
            if (!process.waitFor(COMMAND_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw new ServerFailedException("Keycloak's %s failed: %s"
                        .formatted(command[0], Files.readString(log).strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted during Keycloak's %s.".formatted(command[0]), e);
        }
    }

    /**
     * A home of its own for one server, which its owner alone can read: the database and the realm to import beside links to
     * the shared parts.
     *
     * @param realm the file to import
     */
    void makeHome(Path home, Path realm) {
        try {
            CacheDirectory.delete(home);
            Files.createDirectories(home.getParent());
            Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createDirectories(home.resolve("data/import"));
            copy(directory.resolve(DATABASE), home.resolve("data/h2"));
            Files.copy(realm, home.resolve("data/import").resolve(realm.getFileName()));
            for (var shared : List.of("conf", "lib", "providers", "themes", "version.txt")) {
                Files.createSymbolicLink(home.resolve(shared), directory.resolve(shared));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak's home could not be made", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (var files = Files.newDirectoryStream(from)) {
            for (var file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
