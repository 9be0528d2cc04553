package io.cloudconnectors.local.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No answer without a source: the README's tables of Azure are made from the code, and this test says when they are not. */
class AzureCitationsTest {
    private static final Path README = Path.of("README.md");

    @Test
    void everyOperationCitesItsSourceInTheReadme() throws IOException {
        assertThat(section("azure operations"))
                .isEqualTo(table(
                        AzureOperation.values(),
                        operation -> List.of(
                                operation.service(), operation.action(), operation.permission(), operation.source())));
    }

    @Test
    void everyErrorCitesItsSourceInTheReadme() throws IOException {
        assertThat(section("azure errors"))
                .isEqualTo(table(
                        AzureError.values(),
                        error -> List.of(error.status() + " " + error.shownCode(), error.source())));
    }

    private static <T> String table(T[] rows, Function<T, List<String>> cells) {
        return Arrays.stream(rows)
                .map(cells)
                .map(row -> {
                    assertThat(row).noneMatch(String::isBlank);
                    return "| " + String.join(" | ", row) + " |";
                })
                .collect(Collectors.joining("\n"));
    }

    private static String section(String name) throws IOException {
        String readme = Files.readString(README);
        String start = "<!-- " + name + " -->\n";
        String end = "\n<!-- end of " + name + " -->";
        assertThat(readme).contains(start, end);
        return readme.substring(readme.indexOf(start) + start.length(), readme.indexOf(end))
                .lines()
                .skip(2)
                .collect(Collectors.joining("\n"));
    }
}
