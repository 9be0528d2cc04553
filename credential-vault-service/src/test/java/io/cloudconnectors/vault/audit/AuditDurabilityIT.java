package io.cloudconnectors.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.servers.Database;
import org.junit.jupiter.api.Test;

/** When a record is durable. */
class AuditDurabilityIT {

    /** An operator who makes a database quicker, and forgets what it is for. */
    @Test
    void aRecordIsFlushedWhateverTheDatabaseDoesByDefault() throws Exception {
        Chains.inANewDatabase(Chains.config("nobody:1")).close();
        Chains.tamper(
                "ALTER DATABASE " + Database.VAULT.sqlName() + " SET synchronous_commit = off",
                """
                CREATE FUNCTION may_be_lost() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF current_setting('synchronous_commit') <> 'on' THEN
                        RAISE EXCEPTION 'it may be lost';
                    END IF;
                    RETURN NEW;
                END
                $$""",
                "CREATE TRIGGER may_be_lost BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION may_be_lost()");

        try (Chains careless = Chains.ofAnotherProcess(Chains.config("nobody:1"))) {
            careless.write(2);

            assertThat(careless.chains.heads()).singleElement().matches(head -> head.seq() == 1);
        }
    }
}
