package io.cloudconnectors.local.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak's distribution, extracted once and built once for the way it is run here (in-memory database, no cluster): the
 * build takes half a minute, which every later start saves.
 */
public final class KeycloakDistribution {

    private static final long BUILD_LIMIT_SECONDS = 300;

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
            build(draft);
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
        return archive.getFileName().toString().replaceFirst("\\.zip$", "");
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

    private static void build(Path directory) throws IOException {
        var log = directory.resolve("build.log");
        var command = List.of("sh", directory.resolve("bin/kc.sh").toString(), "build", "--db=dev-mem");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        try {
            var process = builder.start();
            if (!process.waitFor(BUILD_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw new ServerFailedException("Keycloak could not be built: %s"
                        .formatted(Files.readString(log).strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while Keycloak was built.", e);
        }
    }

    /**
     * A home of its own for one server: its data and the realm to import beside links to the shared parts.
     *
     * @param realm the file to import
     */
    void makeHome(Path home, Path realm) {
        try {
            CacheDirectory.delete(home);
            Files.createDirectories(home.resolve("data/import"));
            Files.copy(realm, home.resolve("data/import").resolve(realm.getFileName()));
            for (var shared : List.of("conf", "lib", "providers", "themes", "version.txt")) {
                Files.createSymbolicLink(home.resolve(shared), directory.resolve(shared));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak's home could not be made", e);
        }
    }
}
