package io.cloudconnectors.vault.reconcile;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.contracts.CommittedQuery;
import io.cloudconnectors.vault.secret.Credentials;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The versions that may not be committed. Any number of instances may take them; the database's clock decides. */
@Singleton
class ReconcileRepository extends SqlRepository {
    /** Those that another instance takes at this moment are skipped, those that one took come again when its time is over. */
    static final String TAKE = """
            UPDATE credential_version v
               SET reconcile_at = now() + make_interval(secs => ?)
              FROM (SELECT credential_id, version
                      FROM credential_version
                     WHERE reconcile_at <= now() AND deleted_at IS NULL
                     ORDER BY reconcile_at
                     LIMIT ?
                       FOR NO KEY UPDATE SKIP LOCKED) due
             WHERE v.credential_id = due.credential_id AND v.version = due.version
            RETURNING v.tenant, v.connector_id, v.credential_id, v.version, v.reconcile_at
            """;

    /** The newest, so that a connector-api which lost its last hours knows none of them. */
    static final String WITNESSES = """
            SELECT tenant, connector_id, credential_id, version
              FROM credential_version
             WHERE reconcile_at IS NULL AND purge_at IS NULL
             ORDER BY sealed_at DESC
             LIMIT ?
            """;

    private static final String COMMITTED = """
            UPDATE credential_version v
               SET reconcile_at = NULL
              FROM unnest(?::text[]::uuid[], ?::text[]::int[]) AS known (credential_id, version)
             WHERE v.credential_id = known.credential_id AND v.version = known.version AND v.reconcile_at IS NOT NULL
            """;

    ReconcileRepository(@DataSource("vault") AgroalDataSource vault) {
        super("vault", vault);
    }

    /**
     * A version that this instance has taken.
     *
     * @param until its {@code reconcile_at}: as long as that stays, nobody has touched the version
     */
    record Taken(CommittedQuery.Version version, Instant until) {
        Credentials.Key key() {
            return new Credentials.Key(version.tenant(), version.credentialId(), version.version());
        }
    }

    /**
     * Takes versions whose time has come.
     *
     * @param claim how long nobody else takes them
     */
    List<Taken> take(int most, Duration claim) {
        return list(TAKE, row -> new Taken(version(row), instant(row, 5)), claim.toMillis() / 1e3, most);
    }

    /** Versions that are committed, as connector-api has said before. */
    List<CommittedQuery.Version> witnesses(int most) {
        return list(WITNESSES, ReconcileRepository::version, most);
    }

    /** They are committed, and nobody is asked about them again; answers of how many that is news. */
    int committed(List<CommittedQuery.Version> known) {
        return update(
                COMMITTED,
                column(known, CommittedQuery.Version::credentialId),
                column(known, CommittedQuery.Version::version));
    }

    private static CommittedQuery.Version version(ResultSet row) throws SQLException {
        return new CommittedQuery.Version(
                row.getString(1), row.getObject(2, UUID.class), row.getObject(3, UUID.class), row.getInt(4));
    }
}
