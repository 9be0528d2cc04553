package io.cloudconnectors.api.audit;

import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.create;
import static io.cloudconnectors.api.setting.Http.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.local.servers.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever owns the table can change the trail. It is found out. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class TamperingIT {
    private static final String OF_TENANT = " WHERE tenant = '{tenant}' AND ";

    private final String tenant = newTenant();

    @Inject
    Anchoring anchoring;

    @Inject
    io.cloudconnectors.api.kafka.TopicSetup topics;

    @BeforeEach
    void fourEntries() throws InterruptedException {
        topics.ensure();
        for (String name : new String[] {"one", "two", "three", "four"}) {
            create(tenant, name);
        }
    }

    @Test
    void aTrailAsItWasWrittenIsWhole() throws InterruptedException {
        assertThat(verify().<String>get("anchors")).isEqualTo("NONE");

        anchoring.anchor();

        JsonPath found = verify();
        assertThat(found.getInt("entries")).isEqualTo(4);
        assertThat(found.getInt("verified")).isEqualTo(4);
        assertThat(found.<Object>get("firstBroken")).isNull();
        assertThat(found.<String>get("anchors")).isEqualTo("COMPARED");
        assertThat(found.getInt("anchoredSeq")).isEqualTo(4);
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                Arguments.of("UPDATE audit SET action = 'CONNECTOR_CHANGED'" + OF_TENANT + "seq = 2", 2, "CHANGED"),
                Arguments.of("UPDATE audit SET at = at - interval '1 day'" + OF_TENANT + "seq = 2", 2, "CHANGED"),
                Arguments.of(
                        "UPDATE audit SET actor = actor || '{\"subject\": \"somebody\"}'" + OF_TENANT + "seq = 2",
                        2,
                        "CHANGED"),
                Arguments.of(
                        "UPDATE audit SET after = after || '{\"added\": 1}'" + OF_TENANT + "seq = 2", 2, "CHANGED"),
                Arguments.of("DELETE FROM audit" + OF_TENANT + "seq = 3", 3, "MISSING"),
                Arguments.of("DELETE FROM audit" + OF_TENANT + "seq = 1", 1, "MISSING"),
                Arguments.of("UPDATE audit SET tenant = '{tenant}-away'" + OF_TENANT + "seq = 3", 3, "MISSING"),
                Arguments.of("DELETE FROM audit" + OF_TENANT + "seq >= 3", 3, "TRUNCATED"),
                Arguments.of(
                        "UPDATE audit SET seq = CASE seq WHEN 2 THEN 30 ELSE 2 END" + OF_TENANT
                                + "seq IN (2, 3); UPDATE audit SET seq = 3" + OF_TENANT + "seq = 30",
                        2,
                        "UNLINKED"),
                Arguments.of(
                        "UPDATE audit SET action = 'CONNECTOR_CHANGED'" + OF_TENANT + "seq = 4;"
                                + "UPDATE audit a SET hash = encode(sha256(convert_to(canonical_json(audit_document(a)), 'UTF8')), 'hex')"
                                + OF_TENANT + "seq = 4",
                        4,
                        "REWRITTEN"));
    }

    @ParameterizedTest
    @MethodSource("tampering")
    void whateverItsOwnerDoesToTheTableIsFound(String statements, int seq, String fault) throws Exception {
        anchoring.anchor();

        asOwner(statements.replace("{tenant}", tenant));

        JsonPath found = verify();
        assertThat(found.getInt("firstBroken.seq")).isEqualTo(seq);
        assertThat(found.<String>get("firstBroken.fault")).isEqualTo(fault);
        assertThat(found.getInt("verified")).isEqualTo(seq - 1);
    }

    @Test
    void anEndThatIsCutOffIsFoundAlsoAfterTheTrailGrewAgain() throws Exception {
        anchoring.anchor();
        asOwner("DELETE FROM audit WHERE tenant = '" + tenant + "' AND seq > 2");
        create(tenant, "five");
        create(tenant, "six");
        create(tenant, "seven");

        anchoring.anchor(); // must not put the new end in the place of the evidence

        JsonPath found = verify();
        assertThat(found.<String>get("firstBroken.fault")).isEqualTo("REWRITTEN");
        assertThat(found.getInt("anchoredSeq")).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"CONNECTORS_API", "CONNECTORS_ENGINE", "CONNECTORS_OWNER"})
    void nobodyChangesTheTrailInPassing(Role role) throws SQLException {
        for (String statement :
                new String[] {"UPDATE audit SET action = 'NONE'", "DELETE FROM audit", "TRUNCATE audit"}) {
            assertThatThrownBy(() -> execute(role, statement))
                    .as(statement)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "previous_hash", "seq", "at"})
    void nobodyChoosesThePlaceOfAnEntry(String column) {
        assertThatThrownBy(() -> execute(
                        Role.CONNECTORS_ENGINE,
                        "INSERT INTO audit (tenant, action, actor, origin, connector_id, " + column + ")"
                                + " VALUES ('x', 'NONE', '{}', '{}', gen_random_uuid(), NULL)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private JsonPath verify() {
        return as(tenant, "admin")
                .get("/api/v1/audit/verification")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** All that the owner of the table has to do first. */
    private static void asOwner(String statements) throws SQLException {
        execute(
                Role.CONNECTORS_OWNER,
                "ALTER TABLE audit NO FORCE ROW LEVEL SECURITY; ALTER TABLE audit DISABLE TRIGGER audit_append_only; "
                        + statements
                        + "; ALTER TABLE audit ENABLE TRIGGER audit_append_only; ALTER TABLE audit FORCE ROW LEVEL SECURITY");
    }

    private static void execute(Role role, String statements) throws SQLException {
        try (Connection connection = Setting.postgres().login(role).connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(statements);
            connection.commit();
        }
    }
}
