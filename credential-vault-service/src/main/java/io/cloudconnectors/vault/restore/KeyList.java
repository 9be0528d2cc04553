package io.cloudconnectors.vault.restore;

import io.cloudconnectors.vault.restore.VersionList.RetiredKey;
import io.cloudconnectors.vault.sql.SqlRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The keys in the keystore, by their names: none is unwrapped. */
final class KeyList extends SqlRepository {
    private static final String KEYS = """
            SELECT d.wrapped_by, t.wrapped_by
            FROM unnest(?::text[], ?::text[]::uuid[], ?::text[]::int[], ?::text[]::int[])
                 WITH ORDINALITY AS asked (tenant, credential, version, generation, place)
            LEFT JOIN data_key d
                   ON d.tenant = asked.tenant AND d.credential_id = asked.credential
                  AND d.credential_version = asked.version AND d.generation = asked.generation
            LEFT JOIN tenant_key t ON t.tenant = d.tenant AND 'tenant-key/' || t.version = d.wrapped_by
            ORDER BY asked.place""";
    private static final String YOUNGEST = "SELECT max(created_at) FROM data_key HAVING count(*) > 0";

    KeyList(DataSource keystore) {
        super("keystore", keystore);
    }

    /**
     * The keys above a version.
     *
     * @param tenantKey what wraps the data key; absent without one
     * @param kek what wraps the tenant key; absent without one
     */
    record Keys(@Nullable String tenantKey, @Nullable String kek) {}

    /** Those of each of the versions, in their order. */
    List<Keys> of(List<StoredVersion> versions) {
        return list(
                KEYS,
                KeyList::read,
                column(versions, StoredVersion::tenant),
                column(versions, StoredVersion::credential),
                column(versions, StoredVersion::version),
                column(versions, StoredVersion::generation));
    }

    /** When the last data key was made that is still there. */
    Optional<Instant> youngest() {
        return query(YOUNGEST, row -> instant(row, 1));
    }

    Set<RetiredKey> retired() {
        return new HashSet<>(list(VersionList.RETIRED, RetiredKey::read));
    }

    private static Keys read(ResultSet row) throws SQLException {
        return new Keys(row.getString(1), row.getString(2));
    }
}
