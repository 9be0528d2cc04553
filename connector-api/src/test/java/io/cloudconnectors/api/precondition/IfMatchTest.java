package io.cloudconnectors.api.precondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"3\"",
                "*",
                " \"3\" ",
                "\"2\", \"3\"",
                "\"2\",\"3\"",
                "W/\"2\", \"3\"",
                "\"a,b\", \"3\"",
                "\"\",\"3\""
            })
    void whatNamesTheVersionAllowsIt(String value) {
        assertThat(IfMatch.parse(List.of(value)).allows(3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"33\"", "\"03\"", "W/\"3\"", "\"\""})
    void whatNamesAnotherOrIsWeakDoesNot(String value) {
        assertThat(IfMatch.parse(List.of(value)).allows(3)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "\"3",
                "3\"",
                "\"3\" \"4\"",
                "\"3\",",
                ",\"3\"",
                "*, \"3\"",
                "w/\"3\"",
                "\"3\"x",
                "\"3 \""
            })
    void whatIsNoTagIsRefused(String value) {
        assertThatThrownBy(() -> IfMatch.parse(List.of(value)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(400));
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(IfMatch.parse(List.of("\"2\"", "\"3\"")).allows(3)).isTrue();
    }

    @Test
    void withoutTheHeaderEveryVersionMayBeChanged() {
        assertThat(IfMatch.parse(List.of()).allows(3)).isTrue();
    }
}
