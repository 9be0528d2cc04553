package io.cloudconnectors.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Extracted archives, shared by all checkouts and JVMs of a user. An entry appears whole or not at all: it is extracted
 * beside its place and renamed. An entry without its seal is what an interrupted copy or an older tool left; it is made
 * anew.
 */
public record CacheDirectory(Path root) {

    /** Fills an empty directory. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path directory) throws IOException;
    }

    private static final String SEAL = ".complete";

    /** {@code $CLOUD_CONNECTORS_CACHE}, {@code $XDG_CACHE_HOME/cloud-connectors} or {@code ~/.cache/cloud-connectors}. */
    public static CacheDirectory ofUser() {
        return new CacheDirectory(environment("CLOUD_CONNECTORS_CACHE")
                .or(() -> environment("XDG_CACHE_HOME").map(cache -> cache.resolve("cloud-connectors")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "cloud-connectors")));
    }

    /** The entry's directory, filled now if it is not there or not whole. Other JVMs that want the same one wait. */
    public Path entry(String key, Filler filler) {
        var entry = root.resolve(key);
        if (isWhole(entry)) {
            return entry;
        }
        try {
            Files.createDirectories(root);
            var lockFile = root.resolve(key + ".lock");
            // The JVM's own threads first: a file lock is the JVM's, not the thread's.
            synchronized (CacheDirectory.class) {
                try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var lock = channel.lock()) {
                    if (lock.isValid() && !isWhole(entry)) {
                        make(entry, filler);
                    }
                }
            }
            return entry;
        } catch (IOException e) {
            throw new UncheckedIOException("The cache entry %s could not be made".formatted(entry), e);
        }
    }

    /** Whether the entry is there and whole. */
    public boolean contains(String key) {
        return isWhole(root.resolve(key));
    }

    private static void make(Path entry, Filler filler) throws IOException {
        var draft = entry.resolveSibling(entry.getFileName() + ".draft");
        delete(draft);
        delete(entry);
        Files.createDirectories(draft);
        filler.fill(draft);
        Files.createFile(draft.resolve(SEAL));
        Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isWhole(Path entry) {
        return Files.exists(entry.resolve(SEAL));
    }

    /** Deletes a tree; nothing there is fine. */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Optional<Path> environment(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
