package io.cloudconnectors.vault.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.UnsealException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a tenant, in whatever way it is interrupted. */
class ShredTenantIT {
    private static KekRing keks;
    private static AgroalDataSource keystore;
    private static AgroalDataSource vault;
    private Keystores.Parts parts;

    @BeforeAll
    static void makeAKek() {
        keks = KekRing.of(Keystores.newKek());
        Keystores.recreate();
        keystore = Keystores.keystore();
        vault = Keystores.vault();
    }

    @BeforeEach
    void aTenantWithASecret() {
        Keystores.empty();
        parts = Keystores.instance(keks, keystore, vault);
        seal();
    }

    /** Killed between the two databases, whoever asks again ends it: a tenant key that is put back is known in both. */
    @Test
    void whatWasInterruptedIsEndedByWhoeverAsksAgain() {
        parts.repository().shredTenant("a");
        assertThat(retired(Database.VAULT_KEYSTORE)).containsExactly("tenant-key/1");
        assertThat(retired(Database.VAULT)).isEmpty();

        Keystores.instance(keks, keystore, vault).rewrapping().shredTenant("a");

        assertThat(retired(Database.VAULT)).containsExactly("tenant-key/1");
    }

    @Test
    void moreDataKeysThanAreDeletedAtATimeAreAllDeletedAndNoOtherTenants() {
        Keystores.execute(Database.VAULT_KEYSTORE, """
                INSERT INTO data_key (tenant, credential_id, credential_version, generation, wrapped, created_at)
                SELECT tenant, gen_random_uuid(), 1, 1,
                       '\\x010c'::bytea || convert_to('tenant-key/1', 'SQL_ASCII') || sha256(i::text::bytea), now()
                FROM generate_series(1, 10001) i, unnest(ARRAY['a', 'b']) AS tenant""");

        parts.rewrapping().shredTenant("a");

        assertThat(keystore("SELECT tenant || ' ' || count(*) FROM data_key GROUP BY tenant"))
                .containsExactly("b 10001");
    }

    /** With the keystore's list as it was then, too: the vault database has one. */
    @Test
    void nothingIsSealedUnderATenantKeyThatWasPutBack() {
        String old = keystore("SELECT wrapped::text FROM tenant_key").getFirst();
        parts.rewrapping().shredTenant("a");
        Keystores.execute(
                Database.VAULT_KEYSTORE,
                "DELETE FROM retired_key",
                "UPDATE tenant_state SET shredded_at = NULL",
                "INSERT INTO tenant_key VALUES ('a', 1, '" + old + "', now())");

        Keystores.Parts after = Keystores.instance(keks, keystore, vault);

        assertThatThrownBy(() -> seal(after)).isInstanceOf(UnsealException.class);
        assertThat(after.rollbacks("TENANT_KEY")).isPositive();
        assertThat(keystore("SELECT 'one' FROM data_key")).isEmpty();
    }

    private void seal() {
        seal(parts);
    }

    private static void seal(Keystores.Parts by) {
        try (SecretBytes secret = SecretBytes.owning(new byte[] {1, 2, 3})) {
            var _ = by.envelope().seal(new Binding.Secret("a", UUID.randomUUID(), UUID.randomUUID(), 1), secret);
        }
    }

    private static List<String> retired(Database database) {
        return Keystores.strings(database, "SELECT name FROM retired_key WHERE tenant = 'a'");
    }

    private static List<String> keystore(String sql) {
        return Keystores.strings(Database.VAULT_KEYSTORE, sql);
    }
}
