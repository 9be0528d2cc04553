package io.cloudconnectors.api.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What set-ups grant, as the tests of pollers read it too. */
final class Golden {
    private Golden() {}

    static String read(String name) throws IOException {
        return Files.readString(Path.of(
                System.getProperty("cloudconnectors.home"),
                "contracts/src/test/resources/golden/setup",
                name + ".json"));
    }
}
