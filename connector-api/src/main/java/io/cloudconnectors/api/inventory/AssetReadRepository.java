package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Provider;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the inventory. An asset that is there was last seen when its slice was; so an unchanged one costs no write. */
@Singleton
class AssetReadRepository extends SqlRepository {
    private static final String SELECT = """
            SELECT a.id, a.connector_id, a.provider, a.type, a.native_id, a.name, a.region, a.tags,
                   a.first_seen_at, COALESCE(a.last_seen_at, s.seen_at, a.changed_at) AS last_seen_at, a.gone_at, a.detail
              FROM asset a
              LEFT JOIN slice s ON s.connector_id = a.connector_id
                               AND s.region = a.slice_region AND s.service = a.slice_service
             WHERE {conditions}
             ORDER BY {order}
             LIMIT {limit}
            """;

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    AssetReadRepository(@DataSource("inventory-api") AgroalDataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    Page<AssetView> list(Tenant tenant, UUID connectorId, AssetQuery query) {
        List<AssetView> rows = read(
                query.conditions(tenant, connectorId),
                query.order(),
                query.page().rowsToRead());
        return Page.of(rows, query.page(), asset -> List.of(asset.id().toString()));
    }

    /**
     * The oldest assets after one.
     *
     * @param last null to begin
     */
    List<AssetView> after(Tenant tenant, UUID connectorId, AssetFilter filter, @Nullable UUID last, int most) {
        Conditions conditions = filter.conditions(tenant, connectorId);
        if (last != null) {
            conditions.and(AssetQuery.Order.OLDEST.after(), last);
        }
        return read(conditions, AssetQuery.Order.OLDEST, most);
    }

    static String sql(Conditions conditions, AssetQuery.Order order, int limit) {
        return limited(SELECT, limit).replace("{conditions}", conditions.sql()).replace("{order}", order.sql());
    }

    private List<AssetView> read(Conditions conditions, AssetQuery.Order order, int limit) {
        return all(sql(conditions, order, limit), conditions.values(), AssetReadRepository::map);
    }

    private static AssetView map(Row row) throws SQLException {
        return new AssetView(
                row.id("id"),
                row.id("connector_id"),
                row.constant("provider", Provider.class),
                row.text("type"),
                row.text("native_id"),
                row.textOrNull("name"),
                row.text("region"),
                row.json("tags", TAGS),
                row.instant("first_seen_at"),
                row.instant("last_seen_at"),
                row.instantOrNull("gone_at"),
                row.text("detail"));
    }
}
