package io.cloudconnectors.vault.access;

import static io.restassured.RestAssured.given;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.TestServers;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;

/** The vault as its two callers see it, about one credential that no other test has. */
public final class VaultCalls {
    public static final String ROLE = "arn:aws:iam::111122223333:role/CloudConnector";

    public final String tenant;
    public final UUID connector;
    public final UUID credential = UUID.randomUUID();

    public VaultCalls() {
        this("tenant-" + UUID.randomUUID(), UUID.randomUUID());
    }

    private VaultCalls(String tenant, UUID connector) {
        this.tenant = tenant;
        this.connector = connector;
    }

    /** About another credential of the same connector. */
    public VaultCalls ofAnotherCredential() {
        return new VaultCalls(tenant, connector);
    }

    public JwtClaims token(int version) {
        return TestTokens.runToken(tenant, connector, credential, version);
    }

    public Map<String, Object> awsBody(String role) {
        Map<String, Object> aws = new HashMap<>();
        aws.put("roleArn", role);
        return Map.of("connectorId", connector, "aws", aws);
    }

    public ValidatableResponse sealAws(int version, String role) throws Exception {
        return seal(tenant, version, awsBody(role));
    }

    public ValidatableResponse sealAzure(int version, String secret) throws Exception {
        UUID guid = UUID.randomUUID();
        Map<String, Object> azure = Map.of("directoryId", guid, "applicationId", guid, "authenticationKey", secret);
        return seal(tenant, version, Map.of("connectorId", connector, "azure", azure));
    }

    public ValidatableResponse seal(String owner, int version, Map<String, Object> body) throws Exception {
        return as("connector-api", "vault:write")
                .body(body)
                .put(path(owner, version))
                .then();
    }

    public ValidatableResponse reveal(int version, String runToken) throws Exception {
        return as("poller-service", "vault:reveal runs:lease")
                .header(RevealedCredential.RUN_TOKEN_HEADER, runToken)
                .post(revealPath(version))
                .then();
    }

    /** Whether the run of the token gets it, by the status of the answer. */
    public int revealed(int version) throws Exception {
        return reveal(version, TestTokens.signed(token(version))).extract().statusCode();
    }

    public static RequestSpecification as(String client, String scope) throws Exception {
        return given().auth().oauth2(TestTokens.service(client, scope)).contentType(ContentType.JSON);
    }

    /** Lets time pass for the versions of the credential. */
    public void shift(String column, String interval) throws Exception {
        try (Connection connection =
                TestServers.postgres().superuser(Database.VAULT).connect()) {
            connection
                    .createStatement()
                    .execute("UPDATE credential_version SET " + column + " = " + column + " - interval '" + interval
                            + "' WHERE credential_id = '" + credential + "'");
        }
    }

    public String credentialPath(String owner) {
        return "/internal/v1/tenants/" + owner + "/credentials/" + credential;
    }

    public String path(String owner, int version) {
        return credentialPath(owner) + "/versions/" + version;
    }

    public String revealPath(int version) {
        return "/internal/v1/credentials/" + credential + "/versions/" + version + "/reveal";
    }

    public long rows(String table) throws Exception {
        try (Connection connection =
                        TestServers.postgres().superuser(Database.VAULT).connect();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT count(*) FROM " + table + " WHERE credential_id = '" + credential + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The versions that have a key in the keystore. */
    public List<Integer> dataKeys() throws Exception {
        List<Integer> versions = new ArrayList<>();
        try (Connection connection = TestServers.postgres()
                        .superuser(Database.VAULT_KEYSTORE)
                        .connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT credential_version FROM data_key WHERE credential_id = '" + credential
                                + "' ORDER BY credential_version")) {
            while (rows.next()) {
                versions.add(rows.getInt(1));
            }
        }
        return versions;
    }

    public List<String> audited() throws Exception {
        return auditedBy("%");
    }

    /** What one client did, or tried to. */
    List<String> auditedBy(String actor) throws Exception {
        List<String> entries = new ArrayList<>();
        try (Connection connection =
                        TestServers.postgres().superuser(Database.VAULT).connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT action || ' ' || outcome FROM audit WHERE credential_id = '" + credential
                                + "' AND actor LIKE '" + actor + "' ORDER BY at, chain, seq")) {
            while (rows.next()) {
                entries.add(rows.getString(1));
            }
        }
        return entries;
    }
}
