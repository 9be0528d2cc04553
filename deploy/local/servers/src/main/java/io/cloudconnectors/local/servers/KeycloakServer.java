package io.cloudconnectors.local.servers;

import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Keycloak with one realm. Its database is made anew at each start, in a home that its owner alone can read: users and
 * sessions go with the process; the realm comes back from its file. It has no administrator: the realm's own clients may do
 * what the file grants them.
 */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");

    /**
     * Where a Keycloak runs.
     *
     * @param home made anew at each start
     * @param realm the realm's file; its {@code ${NAME}} placeholders are filled from the environment
     * @param realmName as in the file
     * @param environment the values of the placeholders
     */
    public record Settings(
            KeycloakDistribution distribution,
            Path home,
            Path log,
            int port,
            Path realm,
            String realmName,
            Map<String, String> environment,
            StartCache.Mode startCache) {

        URI baseUrl() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    private final ServerProcess process;
    private final Settings settings;

    private KeycloakServer(ServerProcess process, Settings settings) {
        this.process = process;
        this.settings = settings;
    }

    /** Returns when the process runs; {@link #awaitReady} when it answers. */
    public static KeycloakServer start(Settings settings, Lifetime lifetime) {
        settings.distribution().makeHome(settings.home(), settings.realm());
        var process = ServerProcess.start(new ServerProcess.Spec(
                "Keycloak", command(settings), settings.environment(), settings.home(), settings.log(), lifetime));
        return new KeycloakServer(process, settings);
    }

    /** Waits until it serves the realm. */
    public void awaitReady() {
        var metadata = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            process.await(() -> answers(http, metadata), START_LIMIT);
        }
    }

    public URI baseUrl() {
        return settings.baseUrl();
    }

    public URI issuer() {
        return URI.create(settings.baseUrl() + "/realms/" + settings.realmName());
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop(Signal.TERM, STOP_LIMIT);
    }

    private static boolean answers(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while waiting for Keycloak.", e);
        }
    }

    /**
     * What kc.sh does, without the shell that would stay between this JVM and Keycloak's, and with one plain class path: a
     * start cache holds nothing that another class loader loads.
     */
    private static List<String> command(Settings settings) {
        var command = new ArrayList<String>();
        command.add(Jars.java());
        command.addAll(JVM_OPTIONS);
        command.addAll(settings.distribution().startCache(settings.startCache(), JVM_OPTIONS));
        command.add("-Dkc.home.dir=" + settings.home());
        command.add("-Djboss.server.config.dir=" + settings.home().resolve("conf"));
        command.addAll(List.of(
                "-cp",
                settings.distribution().classPath(),
                "org.keycloak.quarkus.runtime.KeycloakMain",
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + settings.port(),
                "--hostname=" + settings.baseUrl(),
                "--log-level=warn"));
        return command;
    }
}
