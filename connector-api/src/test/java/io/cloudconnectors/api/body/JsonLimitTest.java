package io.cloudconnectors.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudconnectors.api.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit: the last body that is read, the first that is not, and the sentence about it. */
class JsonLimitTest {
    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("[".repeat(16) + "]".repeat(16), "[".repeat(17) + "]".repeat(17), "deeper than 16 levels"),
                Arguments.of("9".repeat(40), "9".repeat(41), "a number of more than 40 digits"),
                Arguments.of(text(65_536), text(65_537), "a text of more than 65536 characters"),
                Arguments.of(member(1_024), member(1_025), "longer than 1024 characters"),
                Arguments.of(list(999_998), list(999_999), "more than 1000000 names and values"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("limits")
    void aBodyBeyondALimitIsToldWhich(String within, String beyond, String sentence) {
        assertThat(parse(within).tree().isMissingNode()).isFalse();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> parse(beyond))
                .satisfies(e -> assertThat(e.problem().detail()).contains(sentence));
    }

    private static JsonBody parse(String body) {
        return JsonBodyReader.parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    private static String member(int length) {
        return "{\"" + "x".repeat(length) + "\":1}";
    }

    private static String list(int entries) {
        return "[" + String.join(",", Collections.nCopies(entries, "1")) + "]";
    }
}
