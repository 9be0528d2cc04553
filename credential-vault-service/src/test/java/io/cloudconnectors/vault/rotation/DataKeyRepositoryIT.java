package io.cloudconnectors.vault.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.envelope.Keystores;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DataKeyRepositoryIT {

    @Test
    void aPageOfAMillionKeysIsReadFromTheIndexInItsOrder() throws Exception {
        Keystores.recreate();
        Keystores.execute(Database.VAULT_KEYSTORE, """
                INSERT INTO data_key (tenant, credential_id, credential_version, generation, wrapped, created_at)
                SELECT 'acme', gen_random_uuid(), 1, 1,
                       '\\x010c'::bytea || convert_to('tenant-key/' || (1 + i % 2), 'SQL_ASCII') || sha256(i::text::bytea), now()
                FROM generate_series(1, 20000) i""", "ANALYZE data_key");

        List<String> plan = new ArrayList<>();
        try (Connection connection = TestServers.postgres()
                        .superuser(Database.VAULT_KEYSTORE)
                        .connect();
                var explain = connection.prepareStatement("EXPLAIN " + DataKeyRepository.AFTER_WRAPPED_BY)) {
            explain.setString(1, "acme");
            explain.setString(2, "tenant-key/1");
            explain.setObject(3, UUID.fromString("80000000-0000-0000-0000-000000000000"));
            explain.setInt(4, 1);
            explain.setInt(5, 1);
            explain.setInt(6, 500);
            try (var lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
        }

        assertThat(String.join("\n", plan))
                .contains("Index Scan using data_key_wrapped_by")
                .contains("ROW(credential_id, credential_version, generation) >")
                .doesNotContain("Sort", "Filter");
    }

    /** While a release is rolled out: those that run on name no generation. */
    @Test
    void anInstanceOfTheReleaseBeforeStillAddsKeys() throws Exception {
        Keystores.recreate();

        try (Connection app =
                        TestServers.postgres().login(Role.VAULT_KEYSTORE_APP).connect();
                var insert = app.prepareStatement("""
                        INSERT INTO data_key (credential_id, credential_version, tenant, wrapped, created_at)
                        VALUES (gen_random_uuid(), 1, 'acme', '\\x010c74656e616e742d6b65792f31', now())
                        ON CONFLICT DO NOTHING""")) {
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }

        assertThat(Keystores.strings(Database.VAULT_KEYSTORE, "SELECT generation || ' ' || wrapped_by FROM data_key"))
                .containsExactly("1 tenant-key/1");
    }
}
