package io.cloudconnectors.bench.poller;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.LeaseRequest;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.LoopbackServer;
import io.cloudconnectors.local.cloud.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * In the place of connector-api's lease and heartbeat, of the vault's reveal and of the identity provider, as their contracts say:
 * it asks for the tokens that they ask for, keeps nothing on a disk, and is cheap.
 */
final class StandIn implements AutoCloseable {
    private static final String REALM = "/realms/bench";
    private static final int LEASE_SECONDS = 90;
    private static final int BUDGET_SECONDS = 3_600;
    private static final long EPOCH = 1;
    private static final int ID = 4;
    private static final int OPERATION = 7;

    private final Runs runs;
    private final LoopbackServer server;
    private final String accessToken = UUID.randomUUID().toString();
    private final ObjectMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    StandIn(Runs runs) {
        this.runs = runs;
        try {
            this.server = LoopbackServer.start(0, this::answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a poller is told of where they are. */
    Map<String, String> environment() {
        String url = server.uri().toString();
        return Map.of(
                "CONNECTOR_API_URL",
                url,
                "VAULT_URL",
                url,
                "OIDC_ISSUER",
                url + REALM,
                "OIDC_CLIENT_SECRET",
                UUID.randomUUID().toString());
    }

    private Reply answer(HttpCall call) {
        if (call.rawPath().startsWith(REALM)) {
            return json(Map.of("access_token", accessToken, "token_type", "Bearer", "expires_in", 300));
        }
        if (!call.header("authorization").equals(Optional.of("Bearer " + accessToken))) {
            return Reply.json(401, "");
        }
        String[] path = call.rawPath().split("/", -1);
        return switch (path[OPERATION]) {
            case "lease" -> lease(UUID.fromString(path[ID]), call);
            case "heartbeat" -> heartbeat(UUID.fromString(path[ID]));
            case "reveal" -> reveal(UUID.fromString(path[ID]), call);
            default -> Reply.json(404, "");
        };
    }

    /** {@code /internal/v1/runs/{run}/attempts/{n}/lease}. */
    private Reply lease(UUID id, HttpCall call) {
        long now = System.nanoTime();
        try {
            String poller = json.readValue(call.body(), LeaseRequest.class).pollerId();
            return runs.find(id)
                    .filter(run -> run.lease(poller, now))
                    .map(run -> json(new LeaseGrant(EPOCH, LEASE_SECONDS, BUDGET_SECONDS, run.token(), false)))
                    .orElseGet(() -> Reply.json(409, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code /internal/v1/runs/{run}/attempts/{n}/heartbeat}. */
    private Reply heartbeat(UUID id) {
        return json(runs.find(id)
                .map(run -> new HeartbeatAnswer(Directive.CONTINUE, run.token(), LEASE_SECONDS))
                .orElseGet(() -> new HeartbeatAnswer(Directive.FENCED, null, 0)));
    }

    /** {@code /internal/v1/credentials/{id}/versions/{n}/reveal}; the credential of a run has the run's id. */
    private Reply reveal(UUID id, HttpCall call) {
        return runs.find(id)
                .filter(run -> call.header(RevealedCredential.RUN_TOKEN_HEADER)
                        .filter(run.token()::equals)
                        .isPresent())
                .map(run -> json(new RevealedCredential(id, 1, run.account().role(), null, null)))
                .orElseGet(() -> Reply.json(401, ""));
    }

    private Reply json(Object body) {
        try {
            return Reply.json(200, json.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
