package io.cloudconnectors.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void aProcessThatEndedUnaskedIsAZombie() {
        // Given a process that starts another one, and that then becomes a program that never asks about it
        var process = start("sh", "-c", "sleep 0 & exec sleep 60");
        try {
            // Then the child still has its number, and is told from one that runs
            await().atMost(LIMIT)
                    .until(() -> process.handle().children().anyMatch(child -> ServerProcess.isZombie(child.pid())));
            assertThat(ServerProcess.isZombie(process.pid())).isFalse();
        } finally {
            process.stop(Signal.TERM, LIMIT);
        }
        assertThat(ServerProcess.isZombie(process.pid())).isFalse();
    }

    @Test
    void whatAServerStartedIsFoundByItsDirectory() {
        var process = start("sh", "-c", "sleep 60 & wait");
        try {
            // The server, its child and the two processes of its watcher
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(ServerProcess.below(directory))
                            .hasSize(4)
                            .contains(process.handle())
                            .containsAll(process.handle().children().toList()));
            assertThat(ServerProcess.below(directory.resolve("another"))).isEmpty();
        } finally {
            ServerProcess.below(directory).forEach(ProcessHandle::destroyForcibly);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(ServerProcess.below(directory)).isEmpty());
    }

    private ServerProcess start(String... command) {
        return ServerProcess.start(new ServerProcess.Spec(
                "test", List.of(command), Map.of(), directory, directory.resolve("test.log"), Lifetime.OF_PARENT));
    }
}
