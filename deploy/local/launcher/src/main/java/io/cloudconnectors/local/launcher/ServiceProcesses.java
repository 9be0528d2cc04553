package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.launcher.Component.Running;
import io.cloudconnectors.local.servers.Jars;
import io.cloudconnectors.local.servers.ServerFailedException;
import io.cloudconnectors.local.servers.ServerProcess;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import io.cloudconnectors.local.servers.StartCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the product's own processes are run: the services as packaged by Quarkus, and the simulated cloud. */
final class ServiceProcesses {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final String CLOUD_MODULE = "deploy/local/simulated-cloud";
    private static final List<String> CLOUD_OPTIONS = List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final String CLOUD_MAIN = "io.cloudconnectors.local.cloud.SimulatedCloudMain";

    private final StackOptions options;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    ServiceProcesses(StackOptions options) {
        this.options = options;
    }

    static Path log(StackOptions options, String process) {
        return options.state().resolve("logs").resolve(process + ".log");
    }

    /** @param heapMebibytes the most that its heap may take */
    Running service(String name, String module, int heapMebibytes, Map<String, String> configuration) {
        var application = options.home().resolve(module).resolve("target/quarkus-app");
        var jar = application.resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new ServerFailedException("%s is not built (no %s): run ./dev up.".formatted(module, jar));
        }
        var environment = new TreeMap<>(configuration);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(options.ports().of(name)));
        environment.put(
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(options.ports().managementOf(name)));
        environment.putAll(options.extraOf(name));
        var command = new ArrayList<String>();
        command.add(Jars.java());
        command.addAll(ServiceJvm.options(heapMebibytes));
        command.addAll(StartCache.options(
                options.startCache(), application, ServiceJvm.options(heapMebibytes), jars(application)));
        command.addAll(List.of("-jar", jar.toString()));
        var process = start(name, command, environment);
        var ready = URI.create(
                "http://127.0.0.1:%d/q/health/ready".formatted(options.ports().managementOf(name)));
        return new Running(process, () -> awaitReady(process, ready), () -> process.stop(Signal.TERM, STOP_LIMIT));
    }

    private void awaitReady(ServerProcess process, URI ready) {
        try {
            process.await(() -> answers(ready), START_LIMIT);
        } catch (ServerFailedException e) {
            if (process.said("FlywayValidateException")) {
                throw new ServerFailedException(
                        "%s: the data in %s are of a version with other migrations. ./dev up --clean starts anew without them."
                                .formatted(process.name(), options.state().resolve("data")),
                        e);
            }
            throw e;
        }
    }

    Running simulatedCloud(Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Jars.java());
        command.addAll(CLOUD_OPTIONS);
        command.addAll(Jars.startCache(options.startCache(), options.home(), CLOUD_MODULE, CLOUD_OPTIONS));
        command.addAll(List.of("-cp", Jars.classPath(options.home(), CLOUD_MODULE), CLOUD_MAIN));
        var process = start(Blueprint.CLOUD, command, environment);
        return new Running(
                process,
                () -> process.await(() -> process.line("Simulated cloud ready").isPresent(), START_LIMIT),
                () -> process.stop(Signal.TERM, STOP_LIMIT));
    }

    private ServerProcess start(String name, List<String> command, Map<String, String> environment) {
        return ServerProcess.start(new ServerProcess.Spec(
                name, command, environment, options.state(), log(options, name), options.lifetime()));
    }

    private static List<Path> jars(Path application) {
        try (var files = Files.walk(application)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers(URI uri) {
        try {
            var request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while waiting for " + uri, e);
        }
    }
}
