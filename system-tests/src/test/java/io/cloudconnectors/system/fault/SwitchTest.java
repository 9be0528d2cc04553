package io.cloudconnectors.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.fault.agent.Change;
import io.cloudconnectors.local.servers.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A switch that has lost what it turns off would prove that the checker is blind, or that the product needs no protection. */
class SwitchTest {
    private static final List<String> SERVICES = List.of("connector-api", "poller-service");

    static Stream<Change> changes() {
        return Arrays.stream(Switch.values()).flatMap(one -> one.changes().stream());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatIsTurnedOffIsThere(Change change) throws IOException {
        byte[] production = Files.readAllBytes(compiled(change.in()));

        assertThat(change.apply(production, SwitchTest.class.getClassLoader())).isNotEqualTo(production);
    }

    private static Path compiled(String name) {
        return SERVICES.stream()
                .map(service -> Home.directory()
                        .resolve(service)
                        .resolve("target/classes")
                        .resolve(name.replace('.', '/') + ".class"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No class " + name));
    }
}
