package io.cloudconnectors.local.servers;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, extracted once from the archive on the class path (40 MB, seconds; then nothing). */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Pattern VERSION = Pattern.compile("linux-amd64-([0-9.]+)\\.jar");

    private final Path directory;

    private PostgresBinaries(Path directory) {
        this.directory = directory;
    }

    static PostgresBinaries extracted(CacheDirectory cache) {
        var archive = PostgresBinaries.class.getResource(ARCHIVE);
        if (archive == null) {
            throw new ServerFailedException("PostgreSQL's archive %s is not on the class path.".formatted(ARCHIVE));
        }
        return new PostgresBinaries(cache.entry("postgres-" + version(archive), target -> extract(archive, target)));
    }

    /**
     * The command line of one of the programs. PostgreSQL refuses to run as root; for root (a container, a CI job) it runs in
     * a user namespace where the same user is nobody.
     */
    List<String> command(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static String version(URL archive) {
        var matcher = VERSION.matcher(archive.toString());
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static void extract(URL archive, Path target) throws IOException {
        try (InputStream file = new BufferedInputStream(archive.openStream(), 1 << 16);
                var tar = new TarArchiveInputStream(new XZInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive leaves its directory: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true)) {
                throw new IOException("Could not make %s executable".formatted(path));
            }
        }
    }

    /** Runs a program to its end. */
    void run(String program, List<String> arguments, Path log) {
        try {
            var process = new ProcessBuilder(command(program, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw new ServerFailedException(
                        "%s failed: %s".formatted(program, Files.readString(log).strip()));
            }
        } catch (IOException e) {
            throw new ServerFailedException("%s could not be run (%s).".formatted(program, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while %s ran.".formatted(program), e);
        }
    }
}
