package io.cloudconnectors.vault.restore;

import io.cloudconnectors.vault.envelope.Rewrapping;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.sql.SqlRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The versions in the vault's database, and its list of retired keys. */
final class VersionList extends SqlRepository {
    private static final String VERSIONS = """
            SELECT tenant, connector_id, credential_id, version, sealed, sealed_at
            FROM credential_version
            ORDER BY tenant, connector_id, credential_id, version""";
    /** Of both databases. */
    static final String RETIRED = "SELECT tenant, name FROM retired_key";

    VersionList(DataSource vault) {
        super("vault", vault);
    }

    /** A key that nothing may be under; the KEKs have no tenant. */
    record RetiredKey(String tenant, String name) {
        static RetiredKey read(ResultSet row) throws SQLException {
            return new RetiredKey(row.getString(1), row.getString(2));
        }
    }

    void each(Consumer<StoredVersion> taker) {
        each(VERSIONS, VersionList::read, taker);
    }

    Set<RetiredKey> retired() {
        return new HashSet<>(list(RETIRED, RetiredKey::read));
    }

    private static StoredVersion read(ResultSet row) throws SQLException {
        return new StoredVersion(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getInt(4),
                generation(row.getBytes(5)),
                instant(row, 6));
    }

    private static int generation(byte[] sealed) {
        try {
            return Rewrapping.generationOf(sealed);
        } catch (UnsealException noRecord) {
            return 0;
        }
    }
}
