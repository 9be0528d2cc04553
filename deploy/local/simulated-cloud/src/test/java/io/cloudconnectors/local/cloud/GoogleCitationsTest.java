package io.cloudconnectors.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.cloud.google.wire.GoogleError;
import io.cloudconnectors.local.cloud.google.wire.GoogleOperation;
import io.cloudconnectors.local.cloud.google.wire.TokenError;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No answer of Google's without a source: the README's tables of Google Cloud are made from the code. */
class GoogleCitationsTest {

    @Test
    void everyOperationCitesItsSourceInTheReadme() throws IOException {
        String rows = Arrays.stream(GoogleOperation.values())
                .map(each -> row(each.service().shortName(), each.action(), each.permission(), each.source()))
                .collect(Collectors.joining("\n"));

        assertThat(CitationsTest.section("google operations")).isEqualTo(rows);
    }

    @Test
    void everyErrorCitesItsSourceInTheReadme() throws IOException {
        String rows = Stream.concat(
                        Arrays.stream(TokenError.values())
                                .map(each ->
                                        row("oauth2", each.status() + " " + each.code(), each.name(), each.source())),
                        Arrays.stream(GoogleError.values())
                                .map(each ->
                                        row("others", each.status() + " " + each.code(), each.name(), each.source())))
                .collect(Collectors.joining("\n"));

        assertThat(CitationsTest.section("google errors")).isEqualTo(rows);
    }

    private static String row(String... cells) {
        assertThat(cells).allSatisfy(cell -> assertThat(cell).isNotBlank());
        return "| " + String.join(" | ", cells) + " |";
    }
}
