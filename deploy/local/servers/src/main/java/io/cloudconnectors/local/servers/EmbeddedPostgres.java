package io.cloudconnectors.local.servers;

import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL 18 that runs as a process of this machine, on loopback, without containers. */
public final class EmbeddedPostgres implements PostgresServer {

    /** Whether the data outlives the server. */
    public enum Durability {
        /** Nothing is forced to disk and the data directory goes when the server stops: for tests. */
        THROWN_AWAY,
        /** fsync and synchronous_commit on: what was committed survives a crash. */
        DURABLE
    }

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final ServerProcess process;
    private final PostgresCluster cluster;
    private final Durability durability;
    private final Path directory;

    private EmbeddedPostgres(ServerProcess process, PostgresCluster cluster, Durability durability, Path directory) {
        this.process = process;
        this.cluster = cluster;
        this.durability = durability;
        this.directory = directory;
    }

    /** A server for tests: a free port, a temporary directory, new passwords. It is ready, and ends with this JVM. */
    public static EmbeddedPostgres ephemeral() {
        try {
            var directory = Files.createTempDirectory("cloud-connectors-postgres-");
            var server = start(
                    new Settings(directory, directory.resolve("postgres.log"), FreePorts.one(), Passwords.random()),
                    Durability.THROWN_AWAY,
                    Lifetime.OF_PARENT);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A server that keeps its data in the directory; started on it again, it finds its databases and roles there. Returns
     * when the process runs.
     */
    public static EmbeddedPostgres durable(Settings settings, Lifetime lifetime) {
        return start(settings, Durability.DURABLE, lifetime);
    }

    /** Waits until it answers, then makes the databases and roles that are missing. */
    public void awaitReady() {
        try {
            process.await(cluster::answers, START_LIMIT);
            cluster.provision();
            switch (durability) {
                case DURABLE -> cluster.requireDurability();
                case THROWN_AWAY -> {}
            }
        } catch (SQLException e) {
            process.stop(Signal.QUIT, STOP_LIMIT);
            throw new ServerFailedException(
                    "PostgreSQL's databases and roles could not be made (%s).".formatted(e.getMessage()), e);
        } catch (ServerFailedException e) {
            process.stop(Signal.QUIT, STOP_LIMIT);
            throw e;
        }
    }

    /**
     * Where and as whom a server runs.
     *
     * @param directory the data goes to {@code data} below it
     */
    public record Settings(Path directory, Path log, int port, Passwords passwords) {
        Path data() {
            return directory.resolve("data");
        }
    }

    /** The passwords of the superuser and of the roles. */
    public record Passwords(Secret superuser, Map<Role, Secret> roles) {

        public static Passwords random() {
            var roles = new EnumMap<Role, Secret>(Role.class);
            for (var role : Role.values()) {
                roles.put(role, Secret.random());
            }
            return new Passwords(Secret.random(), Map.copyOf(roles));
        }

        public Secret of(Role role) {
            var password = roles.get(role);
            if (password == null) {
                throw new IllegalArgumentException("No password for " + role);
            }
            return password;
        }
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public Login login(Role role) {
        return cluster.login(role);
    }

    @Override
    public Login superuser(Database database) {
        return cluster.superuser(database.sqlName());
    }

    @Override
    public void recreate(Database database) {
        cluster.recreate(database);
    }

    @Override
    public void close() {
        switch (durability) {
            case THROWN_AWAY -> {
                process.stop(Signal.QUIT, STOP_LIMIT);
                try {
                    CacheDirectory.delete(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            case DURABLE -> process.stop(Signal.INT, STOP_LIMIT);
        }
    }

    private static EmbeddedPostgres start(Settings settings, Durability durability, Lifetime lifetime) {
        var binaries = PostgresBinaries.extracted(CacheDirectory.ofUser());
        initialiseOnce(binaries, settings, durability);
        var process = ServerProcess.start(new ServerProcess.Spec(
                "PostgreSQL",
                binaries.command("postgres", arguments(settings, durability)),
                Map.of(),
                settings.directory(),
                settings.log(),
                lifetime));
        var cluster = new PostgresCluster(settings.port(), settings.passwords());
        return new EmbeddedPostgres(process, cluster, durability, settings.directory());
    }

    /** initdb into a draft that is renamed when it is whole: an interrupted one is made anew at the next start. */
    private static void initialiseOnce(PostgresBinaries binaries, Settings settings, Durability durability) {
        if (Files.exists(settings.data())) {
            return;
        }
        var draft = settings.directory().resolve("data.draft");
        var passwordFile = settings.directory().resolve("initdb-password");
        try {
            Files.createDirectories(settings.directory());
            CacheDirectory.delete(draft);
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, settings.passwords().superuser().value());
            var arguments = new ArrayList<>(List.of(
                    "--pgdata=" + draft,
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C"));
            switch (durability) {
                case THROWN_AWAY -> arguments.add("--no-sync");
                case DURABLE -> {}
            }
            binaries.run("initdb", arguments, settings.directory().resolve("initdb.log"));
            Files.move(draft, settings.data());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's data directory could not be made", e);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    private static List<String> arguments(Settings settings, Durability durability) {
        var options = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "port=" + settings.port(),
                "unix_socket_directories=",
                "max_connections=200",
                "timezone=UTC",
                "log_timezone=UTC",
                // The DETAIL of an error may quote a row.
                "log_error_verbosity=terse"));
        options.addAll(
                switch (durability) {
                    case THROWN_AWAY -> List.of("fsync=off", "full_page_writes=off", "synchronous_commit=on");
                    case DURABLE -> List.of("fsync=on", "full_page_writes=on", "synchronous_commit=on");
                });
        var arguments = new ArrayList<>(List.of("-D", settings.data().toString()));
        options.forEach(option -> arguments.addAll(List.of("-c", option)));
        return arguments;
    }
}
