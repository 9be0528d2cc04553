package io.cloudconnectors.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test JVM that dies, however it dies, leaves no server behind. */
class OrphansIT {

    /** Starts both servers, prints their process ids and waits. */
    static final class Victim {
        public static void main(String[] arguments) throws Exception {
            try (var postgres = EmbeddedPostgres.ephemeral();
                    var kafka = ForkedKafka.ephemeral()) {
                System.out.println(
                        postgres.process().pid() + " " + kafka.process().pid());
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void serversEndWithAJvmThatIsKilled() throws Exception {
        var victim = new ProcessBuilder(
                        Jars.java(),
                        "-Xmx192m",
                        "-Dcloudconnectors.home=" + Home.directory(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> servers;
        try (var out = new BufferedReader(new InputStreamReader(victim.getInputStream()))) {
            servers = Stream.of(out.readLine().split(" "))
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
        }
        assertThat(servers).hasSize(2).allMatch(ProcessHandle::isAlive);

        victim.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(20)).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
    }
}
