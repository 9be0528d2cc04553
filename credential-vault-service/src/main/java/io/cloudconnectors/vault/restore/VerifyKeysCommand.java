package io.cloudconnectors.vault.restore;

import io.cloudconnectors.vault.envelope.RetiredKeys;
import io.cloudconnectors.vault.envelope.Rewrapping;
import io.cloudconnectors.vault.problem.StorageException;
import io.cloudconnectors.vault.restore.VersionList.RetiredKey;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What {@code ./dev vault verify-keys} runs after a restore: which versions have no key any more. In production from the service's own
 * jars, with {@code VAULT_DB_URL}, {@code VAULT_APP_PASSWORD}, {@code KEYSTORE_DB_URL} and {@code KEYSTORE_APP_PASSWORD} set. It needs no
 * KEK, since it goes by the names of keys, and changes nothing. Exit status 0 when every version has its keys, 1 when some have not, 2
 * when it was not understood, 3 when it could not look.
 */
public final class VerifyKeysCommand {
    private static final int COMPLETE = 0;
    private static final int LACKING = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int COULD_NOT_LOOK = 3;
    private static final int AT_A_TIME = 1000;

    private final VersionList versions;
    private final KeyList keys;
    private final PrintStream out;
    private @Nullable Instant youngest;
    private Set<RetiredKey> retired = Set.of();
    private long seen;
    private long lacking;

    VerifyKeysCommand(VersionList versions, KeyList keys, PrintStream out) {
        this.versions = versions;
        this.keys = keys;
        this.out = out;
    }

    public static void main(String[] arguments) {
        VersionList versions = new VersionList(database("VAULT_DB_URL", "vault_app", "VAULT_APP_PASSWORD"));
        KeyList keys = new KeyList(database("KEYSTORE_DB_URL", "vault_keystore_app", "KEYSTORE_APP_PASSWORD"));
        System.exit(new VerifyKeysCommand(versions, keys, System.out).run(Arrays.asList(arguments)));
    }

    private static DataSource database(String url, String user, String password) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(required(url));
        database.setUser(user);
        database.setPassword(required(password));
        return database;
    }

    private static String required(String variable) {
        return Objects.requireNonNull(System.getenv(variable), () -> "Set " + variable);
    }

    int run(List<String> arguments) {
        if (!arguments.equals(List.of("verify-keys"))) {
            out.println("vault verify-keys    say which versions of credentials the keystore has no keys for");
            return NOT_UNDERSTOOD;
        }
        try {
            verify();
        } catch (StorageException e) {
            out.println("The databases cannot both be read: " + e.getMessage());
            return COULD_NOT_LOOK;
        }
        out.println(seen + " versions: "
                + (lacking == 0 ? "each has its keys" : lacking + " of them DO NOT OPEN with this keystore"));
        return lacking == 0 ? COMPLETE : LACKING;
    }

    private void verify() {
        youngest = keys.youngest().orElse(null);
        retired = keys.retired();
        retired.addAll(versions.retired());
        List<StoredVersion> batch = new ArrayList<>(AT_A_TIME);
        versions.each(version -> {
            batch.add(version);
            if (batch.size() == AT_A_TIME) {
                compare(batch);
                batch.clear();
            }
        });
        compare(batch);
    }

    private void compare(List<StoredVersion> batch) {
        List<KeyList.Keys> found = keys.of(batch);
        for (int i = 0; i < batch.size(); i++) {
            StoredVersion version = batch.get(i);
            Lack lack = lack(version, found.get(i));
            seen++;
            if (lack != null) {
                lacking++;
                out.printf(
                        "tenant=%s connector=%s credential=%s version=%d sealed=%s: %s%n",
                        version.tenant(),
                        version.connector(),
                        version.credential(),
                        version.version(),
                        version.sealedAt(),
                        lack.told());
            }
        }
    }

    private @Nullable Lack lack(StoredVersion version, KeyList.Keys above) {
        if (version.generation() == 0) {
            return new Lack.Unreadable();
        }
        String dataKey = Rewrapping.dataKeys(version.generation());
        String tenantKey = above.tenantKey();
        String kek = above.kek();
        if (tenantKey == null) {
            return new Lack.NoDataKey(version.sealedAt(), youngest);
        }
        if (kek == null) {
            return new Lack.NoTenantKey(tenantKey);
        }
        return Stream.of(
                        new RetiredKey(version.tenant(), dataKey),
                        new RetiredKey(version.tenant(), tenantKey),
                        new RetiredKey(RetiredKeys.NO_TENANT, kek))
                .filter(retired::contains)
                .findFirst()
                .map(key -> new Lack.Retired(key.name()))
                .orElse(null);
    }
}
