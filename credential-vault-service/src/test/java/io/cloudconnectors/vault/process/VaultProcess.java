package io.cloudconnectors.vault.process;

import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.Jars;
import io.cloudconnectors.local.servers.ServerFailedException;
import io.cloudconnectors.local.servers.ServerProcess;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The packaged service, as it is run in production, and its commands. {@link io.cloudconnectors.vault.access.VaultCalls} go to the one
 * that was started last.
 */
public final class VaultProcess implements AutoCloseable {
    private static final Path APPLICATION = Home.directory().resolve("credential-vault-service/target/quarkus-app");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ServerProcess process;
    private final int management;

    private VaultProcess(ServerProcess process, int management) {
        this.process = process;
        this.management = management;
    }

    /**
     * Returns when it answers, ready or not.
     *
     * @param configuration environment variables, and properties of Quarkus that have no such name
     * @throws IllegalStateException with its log, when it refuses to start
     */
    public static VaultProcess start(Map<String, String> configuration) {
        List<Integer> ports = FreePorts.take(2);
        Map<String, String> environment = new TreeMap<>();
        List<String> command = new ArrayList<>(List.of(
                Jars.java(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        configuration.forEach((name, value) -> {
            if (name.equals(name.toUpperCase(Locale.ROOT)) && !value.isEmpty()) {
                environment.put(name, value);
            } else {
                command.add("-D" + name + "=" + value);
            }
        });
        environment.put("QUARKUS_HTTP_PORT", ports.getFirst().toString());
        environment.put("QUARKUS_MANAGEMENT_PORT", ports.getLast().toString());
        command.addAll(List.of("-jar", APPLICATION.resolve("quarkus-run.jar").toString()));
        try {
            Path directory = Files.createTempDirectory("vault-process");
            VaultProcess vault = new VaultProcess(
                    ServerProcess.start(new ServerProcess.Spec(
                            "vault",
                            command,
                            environment,
                            directory,
                            directory.resolve("vault.log"),
                            ServerProcess.Lifetime.OF_PARENT)),
                    ports.getLast());
            vault.awaitAnswer();
            RestAssured.baseURI = "http://127.0.0.1";
            RestAssured.port = ports.getFirst();
            return vault;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest live = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/live"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            process.await(() -> answers(http, live), LIMIT);
        } catch (ServerFailedException e) {
            process.kill();
            throw new IllegalStateException(Files.readString(process.log()), e);
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a command of the service said, and its exit status. */
    public record Said(int status, String text) {}

    /** Runs one of the service's commands from its own jars. */
    public static Said command(Map<String, String> environment, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Jars.java(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                APPLICATION + "/app/*:" + APPLICATION + "/lib/main/*:" + APPLICATION + "/lib/boot/*",
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        environment.forEach((name, value) -> builder.environment().put(name, value));
        try {
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is said to whoever asks whether it may get requests. */
    public record Health(int status, Map<String, String> vault) {
        /** {@code ready}, {@code degraded} or {@code sealed}. */
        public String state() {
            return vault.get("state");
        }
    }

    public Health ready() {
        Response answer = get("/q/health/ready");
        JsonPath body = answer.jsonPath();
        return new Health(answer.statusCode(), body.getMap("checks.find { it.name == 'vault' }.data"));
    }

    public int live() {
        return get("/q/health/live").statusCode();
    }

    /** A line of the metrics for each that begins so. */
    public List<String> metrics(String beginning) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .toList();
    }

    private Response get(String path) {
        return RestAssured.given().port(management).get(path);
    }

    /** Whether its log has that text. */
    public boolean said(String text) {
        return process.said(text);
    }

    /** Ends it in order. */
    @Override
    public void close() {
        process.stop(ServerProcess.Signal.TERM, Duration.ofSeconds(60));
        RestAssured.reset();
    }
}
