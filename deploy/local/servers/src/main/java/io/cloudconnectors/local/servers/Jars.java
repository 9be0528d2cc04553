package io.cloudconnectors.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars of modules that are run as processes: their own jar in {@code target}, their libraries in {@code target/lib}. */
public final class Jars {

    private Jars() {}

    /** The java of this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * A class path of a module below the repository, in a stable order.
     *
     * @throws ServerFailedException when the module has not been packaged
     */
    public static String classPath(Path home, String module) {
        return list(home, module).stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private static List<Path> list(Path home, String module) {
        var target = home.resolve(module).resolve("target");
        var jars = Stream.concat(jars(target), jars(target.resolve("lib"))).toList();
        if (jars.isEmpty()) {
            throw new ServerFailedException("%s is not built: run ./mvnw package -DskipTests -pl %s -am, or ./dev up."
                    .formatted(module, module));
        }
        return jars;
    }

    /** The JVM options for the start cache of a module's process; it is beside the jars, and goes with them. */
    public static List<String> startCache(StartCache.Mode mode, Path home, String module, List<String> jvmOptions) {
        return StartCache.options(mode, home.resolve(module).resolve("target"), jvmOptions, list(home, module));
    }

    /** The jars in a directory, sorted; none when it does not exist. */
    static Stream<Path> jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.of();
        }
        try (var files = Files.list(directory)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.toString().endsWith("-sources.jar"))
                    .sorted()
                    .toList();
            return jars.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
