package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.ServerFailedException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code ./dev} runs: {@code up}, {@code down}, {@code status}, {@code token}, {@code ci-client}, {@code vault}, {@code bench start}. Exit
 * status 0 when it worked, 2 with one sentence on standard error when it did not.
 */
public final class Main {

    private static final int FAILED = 2;

    private final Map<String, String> environment;
    private final PrintStream out;

    private Main(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(new Main(System.getenv(), System.out).run(Arrays.asList(arguments)));
        } catch (UsageException | ServerFailedException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }

    private int run(List<String> arguments) throws InterruptedException {
        var command = arguments.isEmpty() ? "" : arguments.getFirst();
        var rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        return switch (command) {
            case "up" -> new UpCommand(state(), environment, out).run(rest);
            case "down" -> down(rest);
            case "status" -> status(rest);
            case "token" -> token(rest);
            case "ci-client" -> ciClient(rest);
            case "vault" -> new VaultCommand(running(), secrets(), out).run(rest);
            case "bench-start" -> new StartBenchmark(out).run();
            default -> throw new UsageException("There is no command '%s'.".formatted(command));
        };
    }

    private int down(List<String> arguments) {
        Arguments.parse(arguments, Set.of(), Set.of());
        var stopped = Leftovers.stop(state());
        out.println(stopped == 0 ? "Nothing was running." : "Stopped %d processes.".formatted(stopped));
        return 0;
    }

    private int status(List<String> arguments) {
        Arguments.parse(arguments, Set.of(), Set.of());
        return new StatusCommand(state(), out).run();
    }

    private int token(List<String> arguments) {
        var options = Arguments.parse(arguments, Set.of(), Set.of("--role", "--tenant"));
        var role = Tokens.Role.of(options.required("--role"));
        var tenant = options.required("--tenant");
        var keycloak = keycloak();
        out.println(new Tokens(keycloak, secrets().oidcClient(Tokens.CLIENT)).token(role, tenant));
        return 0;
    }

    private int ciClient(List<String> arguments) {
        var options = Arguments.parse(arguments, Set.of(), Set.of("--tenant", "--name", "--role"));
        var role = Tokens.Role.of(options.value("--role").orElse("editor"));
        var tenant = options.required("--tenant");
        var keycloak = keycloak();
        var client = new CiClients(keycloak, secrets().oidcClient(CiClients.CLIENT))
                .make(tenant, options.value("--name").orElse("ci"), role);
        out.println(
                "CONNECTORS_TOKEN_URL=%s/realms/%s/protocol/openid-connect/token".formatted(keycloak, Blueprint.REALM));
        out.println("CONNECTORS_CLIENT_ID=" + client.id());
        out.println("CONNECTORS_CLIENT_SECRET=" + client.secret().value());
        return 0;
    }

    private URI keycloak() {
        return URI.create(running().get(Blueprint.KEYCLOAK));
    }

    /** The addresses of what runs. */
    private Map<String, String> running() {
        return StackFile.read(state())
                .filter(file -> !file.alive().isEmpty())
                .map(StackFile::urls)
                .orElseThrow(() -> new UsageException("The stack is not running: ./dev up --detach starts it."));
    }

    private StackSecrets secrets() {
        return StackSecrets.in(state().resolve("secrets"));
    }

    private Path state() {
        var override = environment.getOrDefault("CLOUD_CONNECTORS_STATE", "");
        return (override.isBlank() ? Home.directory().resolve(".local") : Path.of(override))
                .toAbsolutePath()
                .normalize();
    }
}
