package io.cloudconnectors.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlBodyReaderTest {
    @Test
    void yamlIsReadAsTheJsonThatItStandsFor() throws IOException {
        JsonNode yaml = parse("""
                # of the payments team
                applySet: payments-prod
                connectors:
                  - name: prod-eu
                    enabled: true
                    runFrequencyMinutes: 240
                    description: |
                      Frankfurt
                      and Zurich
                    azure:
                      authenticationKeyExpiresAt: 2027-05-01T00:00:00Z
                """);

        assertThat(yaml).isEqualTo(JsonBodyReader.parse(stream("""
                {"applySet": "payments-prod", "connectors": [{"name": "prod-eu", "enabled": true,
                 "runFrequencyMinutes": 240, "description": "Frankfurt\\nand Zurich\\n",
                 "azure": {"authenticationKeyExpiresAt": "2027-05-01T00:00:00Z"}}]}
                """)).tree());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x [1]\nb: *x",
                "a: &x {b: 1}\nc:\n  <<: *x",
                "a: !!java.net.URL [\"http://127.0.0.1\"]",
                "a: !!str 1",
                "a: !own {b: 1}",
                "!!map {a: 1}",
                "&x {a: 1}",
                "&k a: 1"
            })
    void anchorsAliasesAndTagsAreNotRead(String yaml) {
        refused(yaml, "Anchors, aliases and tags");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: 1\na: 2'|the same key twice",
                "'a: [1'|YAML is broken at line",
                "'a: \"b'|YAML is broken at line",
                "''|The body is empty",
                "'# nothing'|The body is empty",
                "'null'|The body is empty",
                "'a: 1\n---\na: 2'|more than one document"
            })
    void whatIsBrokenIsRefusedWithItsPlace(String yaml, String detail) {
        refused(yaml, detail);
    }

    @Test
    void depthIsLimited() {
        refused("[".repeat(40) + "]".repeat(40), "YAML is broken");
    }

    private static void refused(String yaml, String detail) {
        assertThatThrownBy(() -> parse(yaml)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.MALFORMED_YAML);
            assertThat(e.problem().detail()).contains(detail);
        });
    }

    private static JsonNode parse(String yaml) throws IOException {
        return YamlBodyReader.parse(stream(yaml)).tree();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
