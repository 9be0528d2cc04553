package io.cloudconnectors.api.gap;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudconnectors.api.query.Row;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a connector is denied, as a column of the statement that reads it. */
@Singleton
public class DeniedColumn {
    private static final String NAME = "denied";
    private static final TypeReference<List<GapRow>> GAPS = new TypeReference<>() {};

    private final String sql;

    DeniedColumn(GapsConfig config) {
        String seconds =
                String.format(Locale.ROOT, "%.3f", config.askedAgainAfter().toMillis() / 1e3);
        this.sql = """
                (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                            'region', g.region, 'service', g.service, 'permission', g.permission, 'types', g.types,
                            'listed', g.listed, 'reason', g.reason, 'denials', g.denials, 'since', g.since,
                            'deniedAt', g.denied_at,
                            'askedAgainAt', CASE WHEN is_remembered(g, c.credential_version, c.settings, {denials}, {seconds})
                                                 THEN g.denied_at + make_interval(secs => {seconds}) END)
                            ORDER BY g.permission, g.region, g.service), '[]')
                   FROM permission_gap g
                  WHERE g.connector_id = c.id AND g.tenant = c.tenant) AS denied""".replace("{denials}", Integer.toString(config.rememberedAfter()))
                .replace("{seconds}", seconds);
    }

    /** The column of a connector {@code c}. */
    public String sql() {
        return sql;
    }

    /** The column where nobody asks. */
    public static String left() {
        return "NULL AS " + NAME;
    }

    /** By permission, region and service; null where nobody asked. */
    public static @Nullable List<GapRow> read(Row row) throws SQLException {
        return row.textOrNull(NAME) == null ? null : row.json(NAME, GAPS);
    }
}
