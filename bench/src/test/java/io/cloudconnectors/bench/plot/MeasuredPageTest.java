package io.cloudconnectors.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredPageTest {
    @TempDir
    Path docs;

    @Test
    void whatStandsBetweenTheMarksIsReplacedAndTheRestStays() throws Exception {
        Path page = docs.resolve("vault.md");
        Files.writeString(page, "before\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nafter\n");

        new MeasuredPage("vault", List.of("new", "figures"), Map.of("rotation", "<svg/>")).write(docs);

        assertThat(page).hasContent("""
                before
                <!-- measured: begin -->
                new
                figures

                ![rotation](vault-rotation.svg)
                <!-- measured: end -->
                after
                """);
        assertThat(docs.resolve("vault-rotation.svg")).hasContent("<svg/>");
    }

    @Test
    void aPageWithoutMarksIsLeftAlone() throws Exception {
        Path page = Files.writeString(docs.resolve("vault.md"), "mine\n");

        assertThatThrownBy(() -> new MeasuredPage("vault", List.of("new"), Map.of()).write(docs))
                .isInstanceOf(IllegalStateException.class);

        assertThat(page).hasContent("mine");
    }
}
