package io.cloudconnectors.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.contracts.Provider;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Map;
import java.util.Set;
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
    void aSwitchIsTrueOrFalseAndFalseWhenItIsAbsent() {
        assertThat(of("true").flag("p")).isTrue();
        assertThat(of("false").flag("p")).isFalse();
        assertThat(of("true").flag("other")).isFalse();
        assertThatThrownBy(() -> of("TRUE").flag("p")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aCursorMayBeLongerThanAnythingElse() {
        var values = new MultivaluedHashMap<>(Map.of("cursor", "x".repeat(2048)));
        assertThat(QueryParameters.only(values, Set.of("cursor")).text("cursor"))
                .hasSize(2048);
        assertThatThrownBy(() -> of("x".repeat(513))).isInstanceOf(ProblemException.class);
    }

    private static QueryParameters of(String value) {
        return QueryParameters.only(new MultivaluedHashMap<>(Map.of("p", value)), Set.of("p"));
    }
}
