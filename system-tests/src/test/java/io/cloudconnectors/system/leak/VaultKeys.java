package io.cloudconnectors.system.leak;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The vault's keys in the clear, unwrapped by one who has both the KEK's file and the keystore. */
final class VaultKeys {

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    /** In front of what Tink wraps: a version and the key's id. */
    private static final int TINK_PREFIX = 5;

    private VaultKeys() {}

    /** The KEK, the tenant's key and the data keys of its credentials. */
    static List<Canary> of(Stack stack, String tenant) throws IOException, SQLException, GeneralSecurityException {
        var canaries = new ArrayList<Canary>();
        var kek = kek(stack);
        canaries.add(new Canary("KEK", kek));
        var tenantKeys = new HashMap<String, byte[]>();
        for (var row : rows(stack, "SELECT version, wrapped FROM tenant_key WHERE tenant = ?", tenant)) {
            var name = "tenant-key/" + row.number();
            var record = row.wrapped();
            var key = open(
                    kek,
                    Arrays.copyOfRange(record.ciphertext(), TINK_PREFIX, record.ciphertext().length),
                    record.associatedData("tenant-key", tenant, Integer.toString(row.number())));
            tenantKeys.put(name, Arrays.copyOf(key, KEY));
            canaries.add(new Canary(name, Arrays.copyOf(key, KEY)));
        }
        canaries.addAll(dataKeys(stack, tenant, tenantKeys));
        return canaries;
    }

    private static List<Canary> dataKeys(Stack stack, String tenant, Map<String, byte[]> tenantKeys)
            throws SQLException, GeneralSecurityException {
        var canaries = new ArrayList<Canary>();
        var sql = "SELECT credential_version, wrapped, credential_id FROM data_key WHERE tenant = ?";
        for (var row : rows(stack, sql, tenant)) {
            var record = row.wrapped();
            var key = open(
                    tenantKeys.get(record.keyName()),
                    record.ciphertext(),
                    record.associatedData("data-key", tenant, row.id(), Integer.toString(row.number())));
            canaries.add(new Canary("data key " + row.number(), key));
        }
        return canaries;
    }

    /** The last 32 bytes of the one key in Tink's keyset: the value of an AesGcmKey message. */
    private static byte[] kek(Stack stack) throws IOException {
        var keyset = new ObjectMapper().readTree(stack.secrets().kekFile().toFile());
        var message = Base64.getDecoder()
                .decode(keyset.path("key").path(0).path("keyData").path("value").asText());
        return Arrays.copyOfRange(message, message.length - KEY, message.length);
    }

    private static byte[] open(byte[] key, byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    }

    private record Row(int number, Wrapped wrapped, String id) {}

    private static List<Row> rows(Stack stack, String sql, String tenant) throws SQLException {
        var rows = new ArrayList<Row>();
        try (var connection = stack.superuser(Database.VAULT_KEYSTORE).connect();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var last = result.getString(result.getMetaData().getColumnCount());
                    rows.add(new Row(result.getInt(1), Wrapped.read(result.getBytes(2)), last));
                }
            }
        }
        return rows;
    }

    /** A sealed record of the vault: format, length of the key's name, the key's name, ciphertext. */
    private record Wrapped(byte[] header, String keyName, byte[] ciphertext) {

        static Wrapped read(byte[] stored) {
            int end = 2 + stored[1];
            return new Wrapped(
                    Arrays.copyOf(stored, end),
                    new String(stored, 2, stored[1], StandardCharsets.US_ASCII),
                    Arrays.copyOfRange(stored, end, stored.length));
        }

        byte[] associatedData(String... parts) {
            var size = Arrays.stream(parts)
                    .mapToInt(part -> Integer.BYTES + part.length())
                    .sum();
            var buffer = ByteBuffer.allocate(header.length + size).put(header);
            for (var part : parts) {
                buffer.putInt(part.length()).put(part.getBytes(StandardCharsets.US_ASCII));
            }
            return buffer.array();
        }
    }
}
