package io.cloudconnectors.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {

    @TempDir
    private Path state;

    private final ProcessReference self = ProcessReference.of(ProcessHandle.current());

    @Test
    void whatIsWrittenIsRead() {
        var file = new StackFile(
                true,
                self,
                Map.of("vault", "http://127.0.0.1:8081"),
                List.of(new StackFile.Entry("vault", self, "/logs/vault.log")));

        file.write(state);

        assertThat(StackFile.read(state)).contains(file);
        assertThat(file.isRunning()).isTrue();
    }

    @Test
    void aNumberThatBelongsToALaterProcessIsNotTheProcess() {
        var recycled = new ProcessReference(self.pid(), self.startedAtMillis() - 60_000);

        assertThat(self.find()).isPresent();
        assertThat(recycled.find()).isEmpty();
    }

    @Test
    void aStopLeavesTheProcessAloneThatGotTheNumber() {
        var recycled = new ProcessReference(self.pid(), self.startedAtMillis() - 60_000);
        new StackFile(true, recycled, Map.of(), List.of(new StackFile.Entry("vault", recycled, "vault.log")))
                .write(state);

        assertThat(Leftovers.stop(state)).isZero();

        assertThat(ProcessHandle.current().isAlive()).isTrue();
        assertThat(StackFile.read(state)).isEmpty();
    }
}
