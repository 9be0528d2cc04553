package io.cloudconnectors.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {

    @TempDir
    private Path root;

    private final AtomicInteger fillings = new AtomicInteger();

    @Test
    void anEntryIsFilledOnce() {
        var cache = new CacheDirectory(root);

        var first = cache.entry("thing-1", this::fill);
        var second = cache.entry("thing-1", this::fill);

        assertThat(first.resolve("bin/program")).hasContent("whole");
        assertThat(second).isEqualTo(first);
        assertThat(fillings).hasValue(1);
    }

    @Test
    void anEntryThatWasInterruptedIsMadeAnew() throws IOException {
        Files.createDirectories(root.resolve("thing-1/bin"));
        Files.writeString(root.resolve("thing-1/bin/program"), "ha");
        Files.createDirectories(root.resolve("thing-1.draft/bin"));
        Files.writeString(root.resolve("thing-1.draft/bin/leftover"), "");

        var entry = new CacheDirectory(root).entry("thing-1", this::fill);

        assertThat(entry.resolve("bin/program")).hasContent("whole");
        assertThat(entry.resolve("bin/leftover")).doesNotExist();
    }

    @Test
    void aFailedFillingLeavesNoEntry() {
        var cache = new CacheDirectory(root);

        assertThatThrownBy(() -> cache.entry("thing-1", directory -> {
                    fill(directory);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(root.resolve("thing-1")).doesNotExist();
    }

    private void fill(Path directory) throws IOException {
        fillings.incrementAndGet();
        Files.createDirectories(directory.resolve("bin"));
        Files.writeString(directory.resolve("bin/program"), "whole");
    }
}
