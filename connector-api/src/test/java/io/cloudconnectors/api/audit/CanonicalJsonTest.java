package io.cloudconnectors.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{ \"b\" : 1, \"a\" : [ true, null ] } | {\"a\":[true,null],\"b\":1}",
                "{\"é\":1,\"z\":2,\"Z\":3}              | {\"Z\":3,\"z\":2,\"é\":1}",
                "\"\\u0001 \\n \\/ \\u00e9 \\\"\"       | \"\\u0001 \\n / é \\\"\"",
                "[1.50, 1e2, 0.0, -7]                   | [1.5,100,0,-7]",
                "{}                                     | {}"
            })
    void thereIsOneWayToWriteAValue(String given, String canonical) throws Exception {
        assertThat(CanonicalJson.of(new ObjectMapper().readTree(given))).isEqualTo(canonical);
    }
}
