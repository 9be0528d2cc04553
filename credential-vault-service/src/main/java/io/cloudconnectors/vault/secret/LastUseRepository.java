package io.cloudconnectors.vault.secret;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.List;

/** When versions were used. Their rows are narrow and apart from the versions, since they change and those do not. */
@Singleton
class LastUseRepository extends SqlRepository {
    /** Of versions that are gone nothing is kept. */
    private static final String WRITE = """
            INSERT INTO credential_use (credential_id, version, last_used_at)
            SELECT used.credential_id, used.version, used.at
              FROM unnest(?::text[]::uuid[], ?::text[]::int[], ?::text[]::timestamptz[]) WITH ORDINALITY AS used (credential_id, version, at, place)
              JOIN credential_version v ON v.credential_id = used.credential_id AND v.version = used.version
             ORDER BY used.place
            ON CONFLICT (credential_id, version)
            DO UPDATE SET last_used_at = greatest(credential_use.last_used_at, excluded.last_used_at)
            """;

    LastUseRepository(@DataSource("vault") AgroalDataSource vault) {
        super("vault", vault);
    }

    void write(List<LastUses.Use> uses) {
        update(
                WRITE,
                column(uses, LastUses.Use::credential),
                column(uses, LastUses.Use::version),
                column(uses, LastUses.Use::at));
    }
}
