package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.local.servers.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two layers keep tenants apart: the narrowed views of the code, and row-level security below them. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class IsolationIT {
    private final String mine = Http.newTenant();
    private final String theirs = Http.newTenant();

    /** Every operation on a connector; the first argument of each is the path of the connector. */
    enum Operation {
        READ((request, path) -> request.get(path)),
        CHANGE((request, path) -> request.body("{\"name\":\"taken over\"}").patch(path)),
        DELETE((request, path) -> request.delete(path)),
        RUN((request, path) -> request.post(path + "/runs")),
        RUNS((request, path) -> request.get(path + "/runs")),
        READ_RUN((request, path) -> request.get(path + "/runs/" + UUID.randomUUID())),
        CANCEL_RUN((request, path) -> request.post(path + "/runs/" + UUID.randomUUID() + "/cancel")),
        SLICES((request, path) -> request.get(path + "/runs/" + UUID.randomUUID() + "/slices")),
        PAUSE((request, path) -> request.post(path + "/pause?cancelRun=true")),
        RESUME((request, path) -> request.post(path + "/resume")),
        EXPORT((request, path) -> request.get(path + "/assets/export")),
        CREDENTIALS((request, path) -> request.get(path + "/credentials")),
        READ_CREDENTIAL((request, path) -> request.get(path + "/credentials/1")),
        ADD_CREDENTIAL(
                (request, path) -> request.body("{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                        .post(path + "/credentials")),
        CREDENTIAL_USES((request, path) -> request.get(path + "/credential-uses")),
        MAKE_CREDENTIAL_CURRENT((request, path) -> request.post(path + "/credentials/1/make-current")),
        DELETE_CREDENTIAL((request, path) -> request.delete(path + "/credentials/1")),
        ASSETS((request, path) -> request.get(path + "/assets"));

        private final BiFunction<RequestSpecification, String, Response> call;

        Operation(BiFunction<RequestSpecification, String, Response> call) {
            this.call = call;
        }

        ExtractableResponse<Response> on(String tenant, String id) {
            return call.apply(as(tenant, "admin"), CONNECTORS + "/" + id).then().extract();
        }
    }

    static Stream<Operation> operations() {
        return Stream.of(Operation.values());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anothersConnectorLooksExactlyLikeOneThatDoesNotExist(Operation operation) {
        var before = Http.create(theirs, "a").getMap("");

        var foreign = operation.on(mine, before.get("id").toString());
        var unknown = operation.on(mine, UUID.randomUUID().toString());

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.asString()).isEqualTo(unknown.asString());
        assertThat(foreign.headers().asList()).hasSameSizeAs(unknown.headers().asList());
        assertThat(foreign.jsonPath().getString("code")).isEqualTo("CONNECTOR_NOT_FOUND");
        assertThat(Http.read(theirs, before.get("id").toString()).getMap("")).isEqualTo(before);
    }

    @Test
    void aListHoldsTheConnectorsOfItsTenantAlone() {
        Http.create(theirs, "theirs");
        String id = Http.create(mine, "mine").getString("id");

        assertThat(as(mine).get(CONNECTORS).jsonPath().<String>getList("items.id"))
                .containsExactly(id);
    }

    @Test
    void namesAndAccountsAreUniqueWithinATenantOnly() {
        String account = Http.newAccount();
        Http.create(theirs, "a", account);

        assertThat(Http.create(mine, "a", account).getString("id")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"connector", "schedule", "credential_version", "run", "slice_result", "permission_gap"})
    void aConnectionThatWasToldNoTenantSeesNoRows(String table) throws SQLException {
        Http.create(mine, "a");

        try (Connection api = Setting.postgres().login(Role.CONNECTORS_API).connect()) {
            assertThat(count(api, table)).isZero();
        }
    }

    @Test
    void aConnectionSeesTheRowsOfTheTenantThatItWasToldAndLosesThemWithTheTransaction() throws SQLException {
        Http.create(mine, "a");
        Http.create(theirs, "b");

        try (Connection api = Setting.postgres().login(Role.CONNECTORS_API).connect()) {
            api.setAutoCommit(false);
            tell(api, mine);
            assertThat(count(api, "connector")).isEqualTo(1);
            assertThat(count(api, "connector WHERE tenant = '" + theirs + "'")).isZero();
            api.commit();
            assertThat(count(api, "connector")).isZero();
        }
    }

    @Test
    void aRowOfAnotherTenantCannotBeWritten() throws SQLException {
        String id = Http.create(mine, "a").getString("id");

        try (Connection api = Setting.postgres().login(Role.CONNECTORS_API).connect()) {
            api.setAutoCommit(false);
            tell(api, theirs);
            try (var statement = api.createStatement()) {
                assertThat(statement.executeUpdate("UPDATE connector SET name = 'x' WHERE id = '" + id + "'"))
                        .isZero();
                assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO schedule (connector_id, tenant, runnable,"
                                + " next_run_at, frequency_seconds, slot) VALUES ('" + UUID.randomUUID() + "', '" + mine
                                + "', true, now(), 60, 0)"))
                        .hasMessageContaining("row-level security");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE connector SET state = 'ONLINE'",
        "UPDATE connector SET health = 'OK'",
        "UPDATE connector SET tenant = 'x'",
        "UPDATE schedule SET epoch = 0",
        "UPDATE run SET state = 'QUEUED'",
        "UPDATE credential_version SET last_used_at = now()",
        "UPDATE credential_version SET fingerprint = 'x'",
        "DELETE FROM credential_version",
        "DELETE FROM connector",
        "DELETE FROM run",
        "SELECT * FROM outbox"
    })
    void whatIsTheEnginesIsNotTheApis(String statement) throws SQLException {
        try (Connection api = Setting.postgres().login(Role.CONNECTORS_API).connect();
                var sql = api.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void withoutATokenOrWithAnInvalidOneNothingIsAnswered() {
        for (var request : new RequestSpecification[] {
            Http.plain(),
            with("no token at all"),
            with(Setting.identity().expiredToken(mine, "admin")),
            with(Setting.identity().forgedToken(mine, "admin"))
        }) {
            var answer = request.get(CONNECTORS).then().statusCode(401).extract();
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.jsonPath().getString("code")).isEqualTo("UNAUTHENTICATED");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void aViewerReadsAndWritesNothing() {
        String id = Http.create(mine, "a").getString("id");
        String path = CONNECTORS + "/" + id;

        as(mine, "viewer").get(path).then().statusCode(200);
        as(mine, "viewer").get(path + "/runs").then().statusCode(200);
        as(mine, "viewer").get(path + "/assets").then().statusCode(200);
        as(mine, "viewer").get(path + "/credentials").then().statusCode(200);
        assertForbidden(as(mine, "viewer").body("{\"aws\": {}}").post(path + "/credentials"));
        assertForbidden(as(mine, "viewer").post(path + "/credentials/1/make-current"));
        assertForbidden(as(mine, "viewer").delete(path + "/credentials/1"));
        assertForbidden(
                as(mine, "viewer").body(Http.bodyOf("b", Http.newAccount())).post(CONNECTORS));
        assertForbidden(as(mine, "viewer").body("{}").patch(path));
        assertForbidden(as(mine, "viewer").delete(path));
        assertForbidden(as(mine, "viewer").post(path + "/runs"));
        assertForbidden(as(mine, "viewer").post(path + "/runs/" + UUID.randomUUID() + "/cancel"));
    }

    @Test
    void aTokenWithoutARoleOrOfAServiceReadsNothing() {
        assertForbidden(as(mine, "somebody").get(CONNECTORS));
        assertForbidden(with(Setting.identity().scopedToken("vault:write", "runs:lease"))
                .get(CONNECTORS));
    }

    @Test
    void aTokenWithoutATenantReadsNothing() {
        var answer = with(Setting.identity().tokenWithoutTenant("admin"))
                .get(CONNECTORS)
                .then()
                .statusCode(403)
                .extract();

        assertThat(answer.jsonPath().getString("code")).isEqualTo("TENANT_MISSING");
    }

    @Test
    void answersForbidSniffingCachingAndFraming() {
        var answer = as(mine).get(CONNECTORS);

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(answer.header("Server")).isNull();
    }

    private static void assertForbidden(Response response) {
        var answer = response.then().statusCode(403).extract();
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("FORBIDDEN");
    }

    private static void tell(Connection connection, String tenant) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config('app.tenant', ?, true)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        }
    }
}
