package io.cloudconnectors.vault.rotation;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.envelope.Binding;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The ciphertexts of credential versions, which re-sealing replaces. */
@Singleton
public class SealedVersions extends SqlRepository {
    private static final String FIND =
            "SELECT connector_id, sealed FROM credential_version WHERE credential_id = ? AND version = ? AND tenant = ?";
    /** Only what is still as it was read. */
    private static final String REPLACE =
            "UPDATE credential_version SET sealed = ? WHERE credential_id = ? AND version = ? AND sealed = ?";

    SealedVersions(@DataSource("vault") AgroalDataSource vault) {
        super("vault", vault);
    }

    record Sealed(Binding.Secret binding, byte[] record) {}

    Optional<Sealed> find(String tenant, UUID credential, int version) {
        return query(
                FIND,
                row -> new Sealed(
                        new Binding.Secret(tenant, row.getObject(1, UUID.class), credential, version), row.getBytes(2)),
                credential,
                version,
                tenant);
    }

    boolean replace(Sealed old, byte[] record) {
        Binding.Secret place = old.binding();
        return update(REPLACE, record, place.credential(), place.version(), old.record()) == 1;
    }
}
