package io.cloudconnectors.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a JVM learned of its classes in one start, for the next one: the JDK's dynamic class archive (JEP 350), which a JVM
 * that finds none writes when it ends. A JVM never replaces an archive that does not fit its jars or that is broken, and
 * starts slower with one: so the name says what it belongs to, and others are deleted here. Nothing depends on it but time.
 */
public final class StartCache {

    /** What a start does about its cache. */
    public enum Mode {
        /** It takes the cache if there is one. */
        USE,
        /** Where there is none, it also makes one, which doubles what this start costs, and makes its end slower. */
        RECORD
    }

    private static final String PREFIX = "start-cache-";
    private static final String SUFFIX = ".jsa";
    /** How a dynamic archive begins (cds.h of the JDK). A JVM that is killed while it writes one leaves zeros there. */
    private static final int MAGIC = 0xf00baba8;

    private StartCache() {}

    /**
     * The JVM options for it. Only classes of the plain class path are in it, none of a class loader of the program's own.
     *
     * @param directory where the archive is; for nothing else's
     * @param jvmOptions the other options
     * @param jars the class path
     */
    public static List<String> options(Mode mode, Path directory, List<String> jvmOptions, List<Path> jars) {
        try {
            var archive = directory.resolve(PREFIX + key(jvmOptions, jars) + SUFFIX);
            try (var archives = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
                for (var other : archives) {
                    if (!other.equals(archive) || !isWhole(other)) {
                        Files.deleteIfExists(other); // A running JVM keeps its mapping.
                    }
                }
            }
            // What is left out of it is nothing to tell.
            var use = List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-Xlog:aot*=off");
            return switch (mode) {
                case USE -> Files.exists(archive) ? use : List.of();
                case RECORD ->
                    Stream.concat(Stream.of("-XX:+AutoCreateSharedArchive"), use.stream())
                            .toList();
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The start cache in %s cannot be used".formatted(directory), e);
        }
    }

    private static boolean isWhole(Path archive) throws IOException {
        var begin = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        try (var channel = FileChannel.open(archive)) {
            return channel.read(begin) == Integer.BYTES && begin.getInt(0) == MAGIC;
        }
    }

    /** The JVM compares the jars' sizes and times too. */
    private static String key(List<String> jvmOptions, List<Path> jars) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            update(digest, System.getProperty("java.vm.version"));
            jvmOptions.forEach(option -> update(digest, option));
            for (var jar : jars) {
                update(digest, "%s %d %s".formatted(jar, Files.size(jar), Files.getLastModifiedTime(jar)));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
