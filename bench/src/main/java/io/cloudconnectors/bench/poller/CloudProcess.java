package io.cloudconnectors.bench.poller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.cloud.PlatformIdentity;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.Jars;
import io.cloudconnectors.local.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simulated AWS in a process of its own, and what its control is told. */
final class CloudProcess implements AutoCloseable {
    private static final String MODULE = "deploy/local/simulated-cloud";
    private static final String MAIN = "io.cloudconnectors.local.cloud.SimulatedCloudMain";
    private static final String PLATFORM = "999988887777";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** Compiled well, and with room for a thousand connections that stay open: it is not what is measured. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-Dsun.net.httpserver.maxIdleConnections=20000",
            "-Dsun.net.httpserver.idleInterval=600");

    private final ServerProcess process;
    private final PlatformIdentity platform;
    private final URI endpoint;
    private final Control control;
    private int accounts;

    private CloudProcess(ServerProcess process, PlatformIdentity platform, URI endpoint) {
        this.process = process;
        this.platform = platform;
        this.endpoint = endpoint;
        this.control = new Control(endpoint);
    }

    /** Starts it without accounts. */
    static CloudProcess start(Path directory) {
        PlatformIdentity platform = PlatformIdentity.generate(PLATFORM);
        List<Integer> ports = FreePorts.take(3);
        Path none = directory.resolve("no-accounts.yaml");
        try {
            Files.writeString(none, "aws: {accounts: []}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of(Jars.java()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", Jars.classPath(Home.directory(), MODULE), MAIN));
        Map<String, String> environment = new HashMap<>(identity(platform));
        environment.put("PLATFORM_AWS_ACCOUNT_ID", PLATFORM);
        environment.put("CLOUD_ACCOUNTS", none.toString());
        environment.put("CLOUD_PORT", Integer.toString(ports.get(0)));
        environment.put("AZURE_PORT", Integer.toString(ports.get(1)));
        environment.put("GOOGLE_PORT", Integer.toString(ports.get(2)));
        ServerProcess process = ServerProcess.start(new ServerProcess.Spec(
                "cloud",
                command,
                environment,
                directory,
                directory.resolve("logs/cloud.log"),
                ServerProcess.Lifetime.OF_PARENT));
        process.await(() -> process.line("Simulated cloud ready").isPresent(), LIMIT);
        return new CloudProcess(process, platform, URI.create("http://127.0.0.1:" + ports.get(0)));
    }

    ServerProcess process() {
        return process;
    }

    /** What the AWS SDK of another process needs to find it, and to sign in as the platform. */
    Map<String, String> environment() {
        var environment = new HashMap<>(identity(platform));
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return environment;
    }

    private static Map<String, String> identity(PlatformIdentity platform) {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                platform.key().id(),
                "AWS_SECRET_ACCESS_KEY",
                platform.key().secret());
    }

    /** New accounts with so many instances each. */
    List<Account> open(int count, int instances) {
        List<Account> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Account account = Account.of(accounts++, instances);
            control.post("/_control/accounts", account.yaml());
            opened.add(account);
        }
        return opened;
    }

    void close(Account account) {
        control.delete("/_control/accounts/" + account.id());
    }

    /** From now on every call takes so much longer. */
    void slow(Duration each) {
        control.post("/_control/faults", "{\"kind\": \"slow\", \"millis\": %d}".formatted(each.toMillis()));
    }

    /** The same for the calls of one account; the first fault that hits a call is the one that it meets. */
    void slow(Account account, Duration each) {
        control.post(
                "/_control/faults",
                "{\"account\": \"%s\", \"kind\": \"slow\", \"millis\": %d}".formatted(account.id(), each.toMillis()));
    }

    /** From now on, and for those that wait, nothing is slow. */
    void hurry() {
        control.delete("/_control/faults");
    }

    /** Which calls came for the account since it was there. */
    Plan calls(Account account) {
        try {
            return Plan.of(new ObjectMapper().readTree(control.get("/_control/calls?account=" + account.id())));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forgetCalls() {
        control.delete("/_control/calls");
    }

    @Override
    public void close() {
        process.stop(ServerProcess.Signal.TERM, LIMIT);
    }
}
