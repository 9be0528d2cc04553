package io.cloudconnectors.vault.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.CommittedQuery;
import io.cloudconnectors.vault.access.VaultTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as an answer of connector-api: over HTTP, with everything that can stand in its place. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class ConnectorApiVersionsIT {
    private static final CommittedQuery.Version ONE =
            new CommittedQuery.Version("acme", new UUID(0, 1), new UUID(0, 2), 1);
    private static final CommittedQuery.Version OTHER =
            new CommittedQuery.Version("acme", new UUID(0, 1), new UUID(0, 2), 2);
    private static final String ONE_JSON =
            "{\"tenant\":\"acme\",\"connectorId\":\"%s\",\"credentialId\":\"%s\",\"version\":1}"
                    .formatted(ONE.connectorId(), ONE.credentialId());

    @Inject
    ConnectorApiVersions versions;

    @Test
    void aWholeAnswerIsTaken() throws Exception {
        answer(200, "application/json", "{\"asked\":2,\"known\":[" + ONE_JSON + "],\"addedLater\":true}");
        assertThat(ask()).containsExactly(ONE);

        answer(200, "application/json", "{\"asked\":2,\"known\":[]}");
        assertThat(ask()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200;application/json;",
                "200;application/json;{}",
                "200;application/json;{\"asked\":2}",
                "200;application/json;{\"asked\":2,\"known\":null}",
                "200;application/json;{\"known\":[]}",
                "200;application/json;{\"asked\":1,\"known\":[]}",
                "200;application/json;{\"asked\":2,\"known\":[",
                "200;application/json;[]",
                "200;text/html;<html>",
                "200;text/html;{\"asked\":2,\"known\":[]}",
                "201;application/json;{\"asked\":2,\"known\":[]}",
                "204;application/json;",
                "302;application/json;{\"asked\":2,\"known\":[]}",
                "401;application/json;{\"asked\":2,\"known\":[]}",
                "403;application/json;{\"asked\":2,\"known\":[]}",
                "404;application/json;{\"asked\":2,\"known\":[]}",
                "500;application/json;{\"asked\":2,\"known\":[]}",
                "503;application/json;{\"asked\":2,\"known\":[]}"
            })
    void anythingElseIsNoAnswer(int answerStatus, String answerType, String answer) {
        answer(answerStatus, answerType, answer == null ? "" : answer);

        assertThatThrownBy(this::ask).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void whatWasNotAskedAboutIsNoAnswer() {
        answer(
                200,
                "application/json",
                "{\"asked\":2,\"known\":[" + ONE_JSON.replace("\"version\":1", "\"version\":7") + "]}");

        assertThatThrownBy(this::ask).isInstanceOf(NoAnswerException.class);
    }

    private Set<CommittedQuery.Version> ask() throws NoAnswerException {
        return versions.known(List.of(ONE, OTHER));
    }

    private static void answer(int status, String type, String body) {
        VaultTestServers.connectorApiAnswers(status, type, body);
    }
}
