package io.cloudconnectors.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.VaultState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether the audit log takes records, by a real table. */
class AuditSignIT {
    private Chains vault;
    private AuditSign sign;

    @BeforeEach
    void start() {
        vault = Chains.inANewDatabase(Chains.config("127.0.0.1:1"));
        sign = new AuditSign(vault.log, vault.repository, vault.clock);
    }

    @AfterEach
    void stop() throws Exception {
        vault.close();
    }

    @Test
    void whatItTriesOutIsInNoLog() {
        assertThat(sign.look()).isEqualTo(Seen.ready());
        assertThat(sign.look()).isEqualTo(Seen.ready());

        assertThat(vault.chains.heads()).isEmpty();
    }

    @Test
    void aTableThatTakesNothingSealsTheVault() throws Exception {
        Chains.tamper("REVOKE INSERT ON audit FROM vault_app");

        Seen seen = sign.look();
        assertThat(seen.state()).isEqualTo(VaultState.SEALED);
        assertThat(seen.why()).contains("takes no record").contains("42501");

        Chains.tamper("GRANT INSERT ON audit TO vault_app");
        assertThat(sign.look()).isEqualTo(Seen.ready());
    }

    /** What the log writes says the same, for nothing. */
    @Test
    void nothingIsTriedOutWhileTheLogGrows() throws Exception {
        vault.write(1);
        Chains.tamper("REVOKE INSERT ON audit FROM vault_app");

        assertThat(sign.look()).isEqualTo(Seen.ready());
        assertThat(sign.look().state()).isEqualTo(VaultState.SEALED);
    }
}
