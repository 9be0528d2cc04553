package io.cloudconnectors.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresServerIT {

    private final PostgresServer server = TestServers.postgres();

    @ParameterizedTest
    @EnumSource(Role.class)
    void aRoleReachesItsDatabaseAndIsNoSuperuser(Role role) throws SQLException {
        assertThat(
                        value(
                                server.login(role),
                                "SELECT current_database() || ' ' || rolsuper || rolbypassrls || rolcreaterole FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo(role.database().sqlName() + " falsefalsefalse");
    }

    @Test
    void aRoleReachesNoOtherDatabase() {
        var vault = server.login(Role.VAULT_APP);
        var elsewhere = new Login(server.login(Role.CONNECTORS_API).url(), vault.user(), vault.password());

        assertThatThrownBy(elsewhere::connect).hasMessageContaining("permission denied for database");
    }

    @Test
    void onlyTheOwnerMakesTables() throws SQLException {
        execute(server.login(Role.VAULT_OWNER), "CREATE TABLE made_by_owner (id int)");

        assertThatThrownBy(() -> execute(server.login(Role.VAULT_APP), "CREATE TABLE made_by_app (id int)"))
                .hasMessageContaining("permission denied for schema public");
        assertThatThrownBy(() -> value(server.login(Role.VAULT_APP), "SELECT count(*) FROM made_by_owner"))
                .hasMessageContaining("permission denied for table");
    }

    @Test
    void aRecreatedDatabaseIsEmptyAndTakesTheSameLogins() throws SQLException {
        execute(server.login(Role.INVENTORY_OWNER), "CREATE TABLE asset (id int)");

        server.recreate(Database.INVENTORY);

        assertThat(value(server.login(Role.INVENTORY_API), "SELECT to_regclass('asset')"))
                .isNull();
    }

    @Test
    void aDurableServerSyncsAndKeepsItsDataOverARestart(@TempDir Path directory) throws Exception {
        var passwords = EmbeddedPostgres.Passwords.random();
        var written = new ArrayList<String>();

        for (int start = 1; start <= 2; start++) {
            var settings = new EmbeddedPostgres.Settings(
                    directory, directory.resolve("postgres.log"), FreePorts.one(), passwords);
            try (var durable = EmbeddedPostgres.durable(settings, Lifetime.OF_PARENT)) {
                durable.awaitReady();
                var owner = durable.login(Role.CONNECTORS_OWNER);
                execute(owner, "CREATE TABLE IF NOT EXISTS starts (n int)");
                execute(owner, "INSERT INTO starts VALUES (" + start + ")");
                written.add(value(owner, "SELECT string_agg(n::text, ',' ORDER BY n) FROM starts"));
                assertThat(value(owner, "SHOW fsync")).isEqualTo("on");
                assertThat(value(owner, "SHOW synchronous_commit")).isEqualTo("on");
            }
        }

        assertThat(written).containsExactly("1", "1,2");
        assertThat(filesContaining(passwords.of(Role.VAULT_OWNER).value(), directory))
                .isEmpty();
        assertThat(filesContaining(Role.VAULT_OWNER.sqlName(), directory)).isNotEmpty();
    }

    @Test
    void aDataDirectoryWhoseInitialisationWasInterruptedIsMadeAnew(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("data.draft/base"));
        Files.writeString(directory.resolve("data.draft/PG_VERSION"), "18");

        var settings = new EmbeddedPostgres.Settings(
                directory, directory.resolve("postgres.log"), FreePorts.one(), EmbeddedPostgres.Passwords.random());
        try (var durable = EmbeddedPostgres.durable(settings, Lifetime.OF_PARENT)) {
            durable.awaitReady();
            assertThat(value(durable.login(Role.VAULT_APP), "SELECT 1")).isEqualTo("1");
        }
    }

    private static List<Path> filesContaining(String text, Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            var found = new ArrayList<Path>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
            return found;
        }
    }

    private static void execute(Login login, String sql) throws SQLException {
        try (var connection = login.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Login login, String sql) throws SQLException {
        try (var connection = login.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
