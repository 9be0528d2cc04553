package io.cloudconnectors.api.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.inventory.EventChunk;
import io.cloudconnectors.api.query.DatabaseException;
import io.cloudconnectors.api.result.ResultCodec.UnreadableException;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.SliceKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
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
        assertThat(ResultCodec.read(bytes(FINISHED))).isInstanceOf(Report.Finished.class);
    }

    @ParameterizedTest
    @CsvSource({
        "v1/slice-chunk, RawChunk",
        "v1/slice-seen, Seen",
        "v1/slice-blind, Blind",
        "v1/run-finished, Finished",
        "next/slice-chunk, RawChunk",
        "next/slice-seen, Seen",
        "next/slice-blind, Blind",
        "next/run-finished, Finished",
        "next/test-finished, Finished"
    })
    void pollersOfAnotherReleaseAreUnderstood(String file, String type) throws Exception {
        Path golden = Path.of(
                System.getProperty("cloudconnectors.home"), "contracts/src/test/resources/golden", file + ".json");

        Report event = ResultCodec.read(Files.readAllBytes(golden));

        assertThat(event.getClass().getSimpleName()).isEqualTo(type);
    }

    @Test
    void ofAChunkTheAssetsStayTheJsonThatTheyWere() throws Exception {
        var event = new SliceChunk(
                new Origin(UUID.randomUUID(), 1, 7, UUID.randomUUID(), "t\u00fcr \ud83d\ude80"),
                new SliceKey("eu-central-1", "ec2"),
                3,
                List.of(Events.vpc("vpc-\u00fc]"), Events.asset(Events.VOLUME, "\"}]", "2")));
        String value = EngineDatabases.JSON.writerFor(ResultEvent.class).writeValueAsString(event);

        var chunk = (RawChunk) ResultCodec.read(bytes(value.replace("\"chunk\":", "\"later\":[{}],\"chunk\":")));

        assertThat(chunk.json()).isEqualTo(EngineDatabases.JSON.writeValueAsString(event.assets()));
        assertThat(chunk.digest()).isEqualTo(new EventChunk(event).digest());
        assertThat(chunk)
                .extracting(RawChunk::origin, RawChunk::slice, RawChunk::number, RawChunk::size)
                .containsExactly(event.origin(), event.slice(), 3, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/0, type",
        "/assets/0, nativeId",
        "/assets/0, region",
        "/assets/0, contentHash",
        "/assets/0, tags",
        "/assets/0, detail",
        "'', assets",
        "'', slice",
        "'', chunk",
        "'', origin",
        "/slice, region",
        "/slice, service",
        "/origin, runId",
        "/origin, connectorId",
        "/origin, epoch",
        "/origin, attempt"
    })
    void aChunkThatLacksAMemberIsUnreadable(String of, String member) throws Exception {
        var event = new SliceChunk(
                new Origin(UUID.randomUUID(), 1, 7, UUID.randomUUID(), "acme"),
                new SliceKey("eu-central-1", "ec2"),
                0,
                List.of(Events.vpc("vpc-1")));
        ObjectNode chunk = EngineDatabases.JSON.readValue(
                EngineDatabases.JSON.writerFor(ResultEvent.class).writeValueAsBytes(event), ObjectNode.class);
        assertThat(ResultCodec.read(bytes(chunk.toString()))).isInstanceOf(RawChunk.class);

        ((ObjectNode) chunk.at(of)).remove(member);

        assertThatThrownBy(() -> ResultCodec.read(bytes(chunk.toString()))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void aReasonThatOnlyANewerPollerKnowsIsOurOwnFault() throws UnreadableException {
        String newer = FINISHED.replace(
                "\"SUCCEEDED\"",
                "\"FAILED\", \"reason\": {\"code\": \"ADDED_LATER\", \"at\": \"2026-11-24T12:00:03Z\"}");

        var finished = (Report.Finished) ResultCodec.read(bytes(newer));

        assertThat(finished.event().reason().code()).isEqualTo(ReasonCode.PLATFORM_ERROR);
    }

    @Test
    void anOutcomeThatOnlyANewerPollerKnowsIsNotGuessed() {
        assertThatThrownBy(() -> ResultCodec.read(bytes(FINISHED.replace("SUCCEEDED", "ADDED_LATER"))))
                .isInstanceOf(UnreadableException.class);
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
