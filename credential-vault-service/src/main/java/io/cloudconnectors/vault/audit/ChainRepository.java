package io.cloudconnectors.vault.audit;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The chains of all instances, read. */
@Singleton
class ChainRepository extends SqlRepository {
    private static final String COLUMNS =
            "chain, seq, at, actor, action, outcome, tenant, connector_id, credential_id, version, run_id, attempt,"
                    + " previous_hash, hash";

    /** One look into the primary key for each chain, however long it is. */
    private static final String HEADS = """
            WITH RECURSIVE chains AS (
                (SELECT chain FROM audit ORDER BY chain LIMIT 1)
                UNION ALL
                SELECT (SELECT a.chain FROM audit a WHERE a.chain > c.chain ORDER BY a.chain LIMIT 1)
                  FROM chains c
                 WHERE c.chain IS NOT NULL
            )
            SELECT h.chain, h.seq, h.hash, h.at
              FROM chains c
             CROSS JOIN LATERAL (
                   SELECT a.chain, a.seq, a.hash, a.at FROM audit a WHERE a.chain = c.chain ORDER BY a.seq DESC LIMIT 1) h
            """;

    private static final String HASHES = """
            SELECT a.chain, a.hash
              FROM unnest(?::uuid[], ?::bigint[]) AS anchor (chain, seq)
              JOIN audit a ON a.chain = anchor.chain AND a.seq = anchor.seq
            """;

    private static final String WALK = "SELECT " + COLUMNS + " FROM audit WHERE chain = ? ORDER BY seq";

    private static final String OF_CREDENTIAL =
            "SELECT " + COLUMNS + " FROM audit WHERE credential_id = ? AND at >= ? ORDER BY at, chain, seq";

    private static final String OF_CONNECTOR =
            "SELECT " + COLUMNS + " FROM audit WHERE connector_id = ? AND at >= ? ORDER BY at, chain, seq";

    ChainRepository(@DataSource("vault") javax.sql.DataSource vault) {
        super("vault", vault);
    }

    /** The last record of each chain, with the record's time. */
    List<VaultAuditAnchor> heads() {
        return list(
                HEADS,
                row -> new VaultAuditAnchor(
                        row.getObject(1, UUID.class), row.getLong(2), hex(row.getBytes(3)), instant(row, 4)));
    }

    /** What the database says was at these places; a chain that has no such record is not in it. */
    Map<UUID, String> hashesAt(Collection<VaultAuditAnchor> places) {
        return list(
                        HASHES,
                        row -> Map.entry(row.getObject(1, UUID.class), hex(row.getBytes(2))),
                        places.stream().map(VaultAuditAnchor::chain).toArray(UUID[]::new),
                        places.stream().map(VaultAuditAnchor::seq).toArray(Long[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The records of a chain in its order. */
    void walk(UUID chain, Consumer<StoredRecord> taker) {
        each(WALK, ChainRepository::read, taker, chain);
    }

    /** What was done with a credential, or with all of a connector, since some time. */
    void search(Subject subject, Instant since, Consumer<StoredRecord> taker) {
        String sql = switch (subject.kind()) {
            case CREDENTIAL -> OF_CREDENTIAL;
            case CONNECTOR -> OF_CONNECTOR;
        };
        each(sql, ChainRepository::read, taker, subject.id(), since.atOffset(ZoneOffset.UTC));
    }

    /** What an operator asks about. */
    record Subject(Kind kind, UUID id) {
        enum Kind {
            CREDENTIAL,
            CONNECTOR
        }
    }

    private static StoredRecord read(ResultSet row) throws SQLException {
        return new StoredRecord(
                row.getObject(1, UUID.class),
                row.getLong(2),
                instant(row, 3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getObject(8, UUID.class),
                row.getObject(9, UUID.class),
                number(row, 10),
                row.getObject(11, UUID.class),
                number(row, 12),
                row.getBytes(13),
                row.getBytes(14));
    }

    private static @Nullable Integer number(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
