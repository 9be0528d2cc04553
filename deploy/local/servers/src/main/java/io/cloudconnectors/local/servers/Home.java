package io.cloudconnectors.local.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository is: the system property {@code cloudconnectors.home}, or the nearest directory above. */
public final class Home {

    private static final String MARKER = "deploy/local/broker/pom.xml";

    private Home() {}

    /** @throws IllegalStateException outside the repository */
    public static Path directory() {
        var property = System.getProperty("cloudconnectors.home");
        for (var path = Path.of(property == null ? "" : property).toAbsolutePath();
                path != null;
                path = path.getParent()) {
            if (Files.exists(path.resolve(MARKER))) {
                return path;
            }
        }
        throw new IllegalStateException(
                "The repository was not found: start inside it, or set the system property cloudconnectors.home.");
    }
}
