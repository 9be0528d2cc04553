package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** What customers of the demo keep in a safe place, since the simulated clouds forget it when they stop. */
final class Keepsakes {

    private final Path directory;

    /** @param directory among the stack's secrets, which its owner alone can read */
    Keepsakes(Path directory) {
        this.directory = directory;
    }

    Optional<Secret> of(String connector) throws IOException {
        var file = directory.resolve(connector);
        return Files.exists(file) ? Optional.of(new Secret(Files.readString(file))) : Optional.empty();
    }

    void keep(String connector, Secret secret) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var draft = Files.createTempFile(directory, connector, ".draft");
        Files.write(draft, secret.value().getBytes(StandardCharsets.UTF_8));
        var _ = Files.move(draft, directory.resolve(connector), StandardCopyOption.REPLACE_EXISTING);
    }
}
