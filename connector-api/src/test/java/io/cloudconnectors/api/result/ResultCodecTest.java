package io.cloudconnectors.api.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.query.DatabaseException;
import io.cloudconnectors.api.result.ResultCodec.UnreadableException;
import io.cloudconnectors.contracts.ResultEvent;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultCodecTest {
    private static final String FINISHED = """
            {"event": "RUN_FINISHED", "outcome": "SUCCEEDED", "slices": 2, "finishedAt": "2026-11-24T12:00:03Z",
             "addedLater": {"a": 1},
             "origin": {"runId": "019aa000-0000-7000-8000-000000000001", "attempt": 1, "epoch": 7,
                        "connectorId": "019aa000-0000-7000-8000-000000000002", "tenant": "demo"}}
            """;

    @Test
    void aMemberThatWasAddedLaterIsIgnored() throws UnreadableException {
        assertThat(ResultCodec.read(bytes(FINISHED))).isInstanceOf(ResultEvent.RunFinished.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runId", "connectorId", "outcome", "attempt", "slices", "epoch", "event", "origin"})
    void aMissingMemberMakesItUnreadable(String member) {
        String without = FINISHED.replace("\"" + member + "\"", "\"other\"");

        assertThatThrownBy(() -> ResultCodec.read(bytes(without))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void whatIsNoEventIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> ResultCodec.read(bytes("{\"canary\": \"s3cret\"")))
                .isInstanceOf(UnreadableException.class)
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> ResultCodec.read(null)).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "22P05, true", "22003, true", "23502, true", "23514, true", "23505, false",
        "08006, false", "57P01, false", "40P01, false", "53300, false", "42501, false"
    })
    void onlyWhatLiesInTheRecordIsPoison(String sqlState, boolean poison) {
        var failure = new DatabaseException(new SQLException("failed", sqlState));

        assertThat(Poison.of(failure).isPresent()).isEqualTo(poison);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
