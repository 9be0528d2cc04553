package io.cloudconnectors.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.problem.FieldError;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.contracts.Provider;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    @Test
    void oneOrSeveralConstantsAreReadOnceEach() {
        assertThat(of("GCP").constants("p", Provider.class)).containsExactly(Provider.GCP);
        assertThat(of("GCP,AWS,GCP").constants("p", Provider.class)).containsExactly(Provider.AWS, Provider.GCP);
        assertThat(of("").constants("p", Provider.class)).isEmpty();
        assertThat(of("GCP").constants("other", Provider.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "AWS,", ",AWS", "AWS,,GCP", "aws", "AWS, GCP", "AWS;GCP"})
    void whatIsNoListOfConstantsIsRefusedWithThoseThatThereAre(String value) {
        assertThatThrownBy(() -> of(value).constants("p", Provider.class))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().detail()).contains("AWS, AZURE, GCP"));
    }

    @Test
    void aListCanBeWrittenWithCommasOrByRepeatingItsParameter() {
        assertThat(of("GCP", "AWS,GCP").constants("p", Provider.class)).containsExactly(Provider.AWS, Provider.GCP);
        assertThat(of("GCP", "AWS").binding("list")).isEqualTo(of("GCP,AWS").binding("list"));
        assertThatThrownBy(() -> of("GCP", "", "AWS").constants("p", Provider.class))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> of("x".repeat(2000), "x".repeat(48)).texts("p"))
                .as("together they are no longer than one may be")
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void whatIsNoListIsWrittenOnce() {
        for (Consumer<QueryParameters> read : List.<Consumer<QueryParameters>>of(
                given -> given.text("p"), given -> given.flag("p"), given -> given.constant("p", Provider.class))) {
            assertThatThrownBy(() -> read.accept(of("true", "true")))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().errors())
                                    .extracting(FieldError::code)
                                    .containsExactly(FieldErrorCode.DUPLICATE_ITEM));
        }
    }

    @Test
    void aSwitchIsTrueOrFalseAndFalseWhenItIsAbsent() {
        assertThat(of("true").flag("p")).isTrue();
        assertThat(of("false").flag("p")).isFalse();
        assertThat(of("true").flag("other")).isFalse();
        assertThatThrownBy(() -> of("TRUE").flag("p")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aCursorMayBeLongerThanAnyOtherText() {
        var values = new MultivaluedHashMap<>(Map.of("cursor", "x".repeat(2048)));
        assertThat(QueryParameters.only(values, Set.of("cursor")).text("cursor"))
                .hasSize(2048);
        assertThat(of("x".repeat(512)).text("p")).hasSize(512);
        assertThatThrownBy(() -> of("x".repeat(513)).text("p")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aListMayBeAsLongAsACursor() {
        String item = "x".repeat(511);
        assertThat(of(item + "1," + item + "2", item + "3," + "x".repeat(509)).texts("p"))
                .hasSize(4);
    }

    private static QueryParameters of(String... values) {
        MultivaluedHashMap<String, String> given = new MultivaluedHashMap<>();
        given.addAll("p", values);
        return QueryParameters.only(given, Set.of("p"));
    }
}
