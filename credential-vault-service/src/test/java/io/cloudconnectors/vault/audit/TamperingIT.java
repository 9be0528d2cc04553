package io.cloudconnectors.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a superuser of the database does to the log, the verifier says where and what. */
class TamperingIT {
    private static final String NOBODY = "127.0.0.1:1";

    private Chains one;
    private Chains other;
    private Map<UUID, VaultAuditAnchor> anchors;
    private UUID chain;
    private int status;

    @BeforeEach
    void twoChainsOfFiveRecords() throws Exception {
        one = Chains.inANewDatabase(Chains.config(NOBODY));
        other = Chains.ofAnotherProcess(Chains.config(NOBODY));
        one.write(5);
        other.write(5);
        anchors = new HashMap<>(one.anchored());
        chain = anchors.keySet().iterator().next();
        anchors.putAll(other.anchored());
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        other.close();
    }

    @Test
    void whatNobodyTouchedIsWhole() {
        String said = verify();

        assertThat(status).isZero();
        assertThat(said)
                .contains("chain " + chain + "  records=5  verified=5  anchored=seq 4")
                .contains("2 chains, 10 records: whole")
                .doesNotContain("after the last anchor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "actor = 'somebody-else'",
                "action = 'SEAL'",
                "action = 'of no release'",
                "outcome = 'FORBIDDEN'",
                "tenant = NULL",
                "tenant = ''",
                "connector_id = gen_random_uuid()",
                "credential_id = gen_random_uuid()",
                "version = 2",
                "run_id = gen_random_uuid()",
                "attempt = NULL",
                "hash = sha256('other')"
            })
    void anEditIsFound(String change) throws Exception {
        Chains.tamper("UPDATE audit SET " + change + where("seq = 2"));

        assertBroken(2, "CHANGED");
    }

    @Test
    void anotherHashBeforeIsFound() throws Exception {
        Chains.tamper("UPDATE audit SET previous_hash = sha256('other')" + where("seq = 2"));

        assertBroken(2, "UNLINKED");
    }

    @ParameterizedTest
    @CsvSource({"seq = 0, 0, MISSING", "seq = 2, 2, MISSING", "seq % 2 = 1, 1, MISSING", "seq = 4, 4, TRUNCATED"})
    void aDeletionIsFound(String which, int seq, String fault) throws Exception {
        Chains.tamper("DELETE FROM audit" + where(which));

        assertBroken(seq, fault);
    }

    @Test
    void aTailThatWasCutOffIsFound() throws Exception {
        Chains.tamper("DELETE FROM audit" + where("seq >= 3"));

        assertBroken(3, "TRUNCATED");
    }

    @Test
    void aWholeChainThatIsGoneIsFound() throws Exception {
        Chains.tamper("DELETE FROM audit" + where("true"));

        assertBroken(0, "TRUNCATED");
    }

    @Test
    void recordsThatChangedPlacesAreFound() throws Exception {
        Chains.tamper(
                "UPDATE audit SET seq = 30" + where("seq = 1"),
                "UPDATE audit SET seq = 1" + where("seq = 2"),
                "UPDATE audit SET seq = 2" + where("seq = 30"));

        assertBroken(1, "UNLINKED");
    }

    @Test
    void aRecordThatWasMovedToAnotherChainIsFoundInBoth() throws Exception {
        Chains.tamper("UPDATE audit SET chain = (SELECT chain FROM audit WHERE chain <> '" + chain
                + "' LIMIT 1), seq = 5" + where("seq = 3"));

        String said = verify();

        assertThat(status).isOne();
        assertThat(said)
                .contains("BROKEN at seq 3: MISSING")
                .contains("BROKEN at seq 5: UNLINKED")
                .contains("2 chains are BROKEN");
    }

    /** Whoever reads this can compute hashes, too. */
    @Test
    void anEndThatWasMadeAnewIsFound() throws Exception {
        Chains.tamper("DELETE FROM audit" + where("seq = 4"));
        one.repository.append(List.of(
                new AuditRecord(chain, 4, Instant.EPOCH, Chains.entry("forger", UUID.randomUUID()), hashOf(3))));

        assertBroken(4, "REWRITTEN");
    }

    /** What is written between two anchors is the window that is left; it is said, and not passed over. */
    @Test
    void whatIsAfterTheLastAnchorIsSaidToBeUnprotected() throws Exception {
        one.write(2);

        String said = verify();

        assertThat(status).isZero();
        assertThat(said).contains("2 records are after the last anchor of their chain");

        Chains.tamper("DELETE FROM audit" + where("seq = 6"));
        assertThat(verify()).contains("1 records are after the last anchor");
        assertThat(status).isZero();
    }

    @Test
    void withoutAnchorsTheWalkSaysWhatItCannotFind() throws Exception {
        Chains.tamper("DELETE FROM audit" + where("seq = 4"));

        String said = run("verify-audit", "--without-anchors");

        assertThat(status).isZero();
        assertThat(said).contains("whole chain, was cut off or made anew is not found");

        Chains.tamper("DELETE FROM audit" + where("seq = 2"));
        assertThat(run("verify-audit", "--without-anchors")).contains("BROKEN at seq 2: MISSING");
        assertThat(status).isOne();
    }

    @Test
    void anchorsThatCannotBeReadAreNotTakenForNone() {
        var out = new ByteArrayOutputStream();
        var topic = new AnchorTopic(Chains.config(NOBODY));

        int ended = new AuditCommand(one.chains, topic::all, new PrintStream(out)).run(List.of("verify-audit"));

        assertThat(ended).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("nothing was verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE audit SET outcome = 'ALLOWED'", "DELETE FROM audit", "TRUNCATE audit"})
    void theOwnerOfTheTableCannotChangeItInPassing(String statement) throws Exception {
        try (Connection owner = TestServers.postgres().login(Role.VAULT_OWNER).connect()) {
            assertThatThrownBy(() -> owner.createStatement().execute(statement))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("only grows");
        }
    }

    @Test
    void anOperatorSeesWhatWasDoneWithACredentialAndAConnector() {
        UUID credential = UUID.randomUUID();
        AuditEntry entry = Chains.entry("poller-service", credential);
        one.log.append(entry);

        assertThat(run("audit", "--credential", credential.toString()))
                .contains("REVEAL ALLOWED  by=poller-service")
                .contains("run=" + entry.run());
        assertThat(run("audit", "--connector", String.valueOf(entry.connector())))
                .contains("credential=" + credential);
        assertThat(run("audit", "--credential", credential.toString(), "--since", "2026-11-27T12:00:01Z"))
                .isEmpty();
        assertThat(status).isZero();
        assertThat(run("audit", "--credential", "what")).contains("vault audit --credential");
        assertThat(status).isEqualTo(2);
    }

    private void assertBroken(int seq, String fault) {
        String said = verify();

        assertThat(status).isOne();
        assertThat(said)
                .contains("chain " + chain)
                .contains("BROKEN at seq " + seq + ": " + fault)
                .contains("1 chains are BROKEN");
    }

    private String verify() {
        return run("verify-audit");
    }

    private String run(String... arguments) {
        var out = new ByteArrayOutputStream();
        status = new AuditCommand(one.chains, () -> anchors, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
        return out.toString(StandardCharsets.UTF_8);
    }

    private String where(String condition) {
        return " WHERE chain = '" + chain + "' AND (" + condition + ")";
    }

    private byte[] hashOf(long seq) {
        var hashes = new HashMap<Long, byte[]>();
        one.chains.walk(chain, stored -> hashes.put(stored.seq(), stored.hash()));
        return hashes.get(seq);
    }
}
