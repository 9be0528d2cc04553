package io.cloudconnectors.system.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trouble gets one clear sentence and exit status 2, before anything is started. */
class DevScriptE2E {

    @TempDir
    private Path state;

    private DevScript dev;

    @BeforeEach
    void setUp() {
        dev = new DevScript(state);
    }

    @Test
    void aPortInUseIsNamedWithTheProcessThatHasIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var outcome = dev.with("CONNECTOR_API_PORT", Integer.toString(taken.getLocalPort()))
                    .run("up", "--no-build");

            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.output())
                    .contains("Port %d (connector-api) is in use by process %d ("
                            .formatted(
                                    taken.getLocalPort(),
                                    ProcessHandle.current().pid()))
                    .contains("set CONNECTOR_API_PORT to another port");
        }
        assertThat(dev.stackProcesses()).isEmpty();
    }

    @Test
    void withoutJdk25ItSaysHowToGetOne() throws Exception {
        var outcome = dev.without("JAVA_HOME")
                .with("DEV_JVM_DIRECTORY", state.toString())
                .with("SDKMAN_DIR", state.toString())
                .with("PATH", toolsWithout("javac").toString())
                .run("status");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains("There is no JDK 25 here.").contains("sdk install java 25-tem");
    }

    @Test
    void aMissingToolIsNamedWithThePackageThatHasIt() throws Exception {
        var outcome = dev.with("PATH", toolsWithout("setsid").toString()).run("up", "--no-build");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output().strip())
                .isEqualTo("setsid is missing: install util-linux (apt-get install util-linux).");
    }

    @Test
    void wrongArgumentsAreNamed() throws Exception {
        assertThat(dev.run("up", "--no-build", "--detatch").output()).contains("There is no option '--detatch'");
        assertThat(dev.run("up", "--no-build", "--pollers", "many").output())
                .contains("--pollers must be a number from 0 to 32.");
        assertThat(dev.run("token", "--role", "boss", "--tenant", "t").output())
                .contains("There is no role 'boss': use viewer, editor or admin.");
        assertThat(dev.run("ci-client", "--name", "n").output()).contains("--tenant is missing.");
        assertThat(dev.run("dance").output()).contains("There is no command 'dance'.");
        assertThat(dev.run("bench", "dance").output())
                .contains("There is no './dev bench dance'.")
                .contains("is one of: api dispatch fairness poller shares start vault");
    }

    @Test
    void withoutAStackStatusAndDownSaySo() throws Exception {
        assertThat(dev.run("status")).isEqualTo(new DevScript.Outcome(3, "Nothing is running: ./dev up starts it.\n"));
        assertThat(dev.run("down")).isEqualTo(new DevScript.Outcome(0, "Nothing was running.\n"));
        assertThat(dev.run("token", "--role", "viewer", "--tenant", "t").output())
                .contains("The stack is not running: ./dev up --detach starts it.");
    }

    /** A directory with links to what the script uses, one tool left out. */
    private Path toolsWithout(String missing) throws IOException {
        var directory = Files.createDirectories(state.resolve("tools"));
        for (var tool : List.of("sh", "dirname", "readlink", "uname", "id", "grep", "setsid", "unshare", "javac")) {
            var path = Path.of("/usr/bin", tool);
            if (!tool.equals(missing) && Files.exists(path)) {
                Files.createSymbolicLink(directory.resolve(tool), path);
            }
        }
        return directory;
    }
}
