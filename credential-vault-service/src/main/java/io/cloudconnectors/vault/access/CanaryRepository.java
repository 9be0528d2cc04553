package io.cloudconnectors.vault.access;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;

/** Which credentials are canaries. */
@Singleton
class CanaryRepository extends SqlRepository {
    CanaryRepository(@DataSource("vault") AgroalDataSource vault) {
        super("vault", vault);
    }

    Set<UUID> all() {
        return Set.copyOf(list("SELECT credential_id FROM canary", row -> row.getObject(1, UUID.class)));
    }

    void add(UUID credential) {
        update("INSERT INTO canary (credential_id) VALUES (?) ON CONFLICT DO NOTHING", credential);
    }

    void remove(UUID credential) {
        update("DELETE FROM canary WHERE credential_id = ?", credential);
    }
}
