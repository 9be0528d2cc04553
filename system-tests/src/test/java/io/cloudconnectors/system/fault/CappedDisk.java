package io.cloudconnectors.system.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A file system of a fixed size in memory, which a test can fill to the last byte and free again: for a PostgreSQL whose
 * disk is full. Whoever may not mount (only root of this machine may, not that of most containers) passes the fault over.
 */
final class CappedDisk implements AutoCloseable {
    private static final String BALLAST = "ballast";
    private static final int MEBIBYTE = 1 << 20;

    private final Path directory;
    private final Thread atExit = new Thread(this::unmount, "unmount");
    private boolean mounted = true;

    private CappedDisk(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Why no disk can be had here; empty when one can. */
    static Optional<String> obstacle() {
        try {
            Path directory = Files.createTempDirectory("cloud-connectors-disk-");
            try {
                mount(directory, 1).close();
                return Optional.empty();
            } catch (IllegalStateException e) {
                return Optional.of("No disk of a fixed size can be mounted here: " + e.getMessage());
            } finally {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A new, empty disk over a directory, which is made when it is not there.
     *
     * @throws IllegalStateException when it cannot be mounted
     */
    static CappedDisk mount(Path directory, int mebibytes) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("mount", "-t", "tmpfs", "-o", "mode=0700,size=%dm".formatted(mebibytes), "tmpfs", directory.toString());
        return new CappedDisk(directory);
    }

    /** Leaves no byte to anybody. */
    void fill() {
        try (var ballast =
                FileChannel.open(directory.resolve(BALLAST), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var piece = ByteBuffer.allocate(MEBIBYTE);
            while (true) { // The last one is taken as far as there is room.
                ballast.write(piece.clear());
            }
        } catch (IOException e) {
            if (left() > 0) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    void free() {
        try {
            Files.deleteIfExists(directory.resolve(BALLAST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes are left. */
    long left() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The disk and what is on it are gone, as soon as nobody has a file of it open. */
    @Override
    public void close() {
        unmount();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM ends, and the hook has nothing left to do.
        }
    }

    private synchronized void unmount() {
        if (mounted) {
            run("umount", "--lazy", directory.toString());
            mounted = false;
        }
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
