package io.cloudconnectors.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.problem.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the records of a group get into the table. */
class AuditRepositoryIT {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456Z");

    private final UUID chain = UUID.randomUUID();
    private Chains chains;

    @BeforeEach
    void anEmptyLog() {
        chains = Chains.inANewDatabase(Chains.config("127.0.0.1:1"));
    }

    @AfterEach
    void stop() {
        chains.close();
    }

    @Test
    void theRecordsOfAGroupAreReadAsTheyWereWritten() {
        List<AuditRecord> written = chainOf(
                Chains.entry("poller-service", UUID.randomUUID()),
                new AuditEntry(
                        "unknown",
                        AuditEntry.Action.AUTHENTICATE,
                        "UNAUTHENTICATED",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                new AuditEntry(
                        "NULL \"a\\b\" {c},'d", // whatever an array's text would make of it
                        AuditEntry.Action.SHRED_TENANT,
                        AuditEntry.ALLOWED,
                        "",
                        null,
                        null,
                        null,
                        null,
                        null));

        chains.repository.append(written);

        List<StoredRecord> read = new ArrayList<>();
        chains.chains.walk(chain, read::add);
        assertThat(read)
                .extracting(StoredRecord::actor, StoredRecord::tenant, StoredRecord::credential, StoredRecord::version)
                .containsExactlyElementsOf(written.stream()
                        .map(AuditRecord::entry)
                        .map(it -> tuple(it.actor(), it.tenant(), it.credential(), it.version()))
                        .toList());
        assertThat(read)
                .extracting(StoredRecord::link)
                .allSatisfy(link -> assertThat(link.hash()).isEqualTo(link.expectedHash()));
    }

    @Test
    void aRecordIsDurableAlthoughTheDatabaseWouldNotCare() throws Exception {
        asSuperuser(
                "ALTER DATABASE vault SET synchronous_commit = off",
                "CREATE TABLE seen (setting text)",
                "GRANT INSERT ON seen TO vault_app",
                """
                CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO seen VALUES (current_setting('synchronous_commit'));
                    RETURN NULL;
                END
                $$""",
                // When the transaction commits.
                "CREATE CONSTRAINT TRIGGER look AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION look()");

        try (Chains another = Chains.ofAnotherProcess(Chains.config("127.0.0.1:1"))) {
            another.repository.append(chainOf(Chains.entry("poller-service", UUID.randomUUID())));
        }

        assertThat(seen()).isEqualTo("on");
    }

    @Test
    void aTextThatTheDatabaseDoesNotTakeIsToldAsSuchAndNotQuoted() {
        assertThatThrownBy(() -> chains.repository.append(
                        chainOf(Chains.entry("good", UUID.randomUUID()), Chains.entry("sec\0ret", UUID.randomUUID()))))
                .isInstanceOf(StorageException.class)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .satisfies(e -> assertThat(e.getSQLState()).startsWith("22"))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("sec", "good"));

        List<StoredRecord> read = new ArrayList<>();
        chains.chains.walk(chain, read::add);
        assertThat(read).isEmpty();
    }

    private List<AuditRecord> chainOf(AuditEntry... entries) {
        List<AuditRecord> records = new ArrayList<>();
        byte[] hash = new byte[32];
        for (AuditEntry entry : entries) {
            AuditRecord record = new AuditRecord(chain, records.size(), NOW, entry, hash);
            records.add(record);
            hash = record.hash();
        }
        return records;
    }

    private static void asSuperuser(String... statements) throws SQLException {
        try (Connection superuser =
                        TestServers.postgres().superuser(Database.VAULT).connect();
                var statement = superuser.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String seen() throws SQLException {
        try (Connection superuser =
                        TestServers.postgres().superuser(Database.VAULT).connect();
                var row = superuser.createStatement().executeQuery("SELECT setting FROM seen")) {
            row.next();
            return row.getString(1);
        }
    }
}
