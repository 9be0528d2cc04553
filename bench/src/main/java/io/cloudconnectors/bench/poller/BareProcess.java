package io.cloudconnectors.bench.poller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.bench.poller.BareLoop.Threads;
import io.cloudconnectors.local.launcher.ServiceJvm;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.Jars;
import io.cloudconnectors.local.servers.ServerProcess;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bare loop as a process, in a JVM with the poller's options and the poller's own jars of the SDK. */
final class BareProcess implements Contender {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final String name;
    private final ServerProcess process;
    private final Control control;
    private final int concurrency;
    private final ObjectMapper json = new ObjectMapper();

    private BareProcess(String name, ServerProcess process, Control control, int concurrency) {
        this.name = name;
        this.process = process;
        this.control = control;
        this.concurrency = concurrency;
    }

    static BareProcess start(Bed bed, Threads threads, int heapMebibytes, int concurrency) {
        String name = switch (threads) {
            case VIRTUAL -> "bare loop";
            case PLATFORM -> "platform threads";
        };
        int port = FreePorts.one();
        ObjectMapper json = new ObjectMapper();
        Map<String, String> environment = new HashMap<>(bed.cloud().environment());
        try {
            environment.put(
                    BareLoop.PLAN, json.writeValueAsString(bed.recording().plan()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        environment.put(BareLoop.PORT, Integer.toString(port));
        environment.put(BareLoop.CONNECTIONS, Integer.toString(concurrency));
        environment.put(BareLoop.THREADS, threads.name());
        List<String> command = new ArrayList<>(List.of(Jars.java()));
        command.addAll(ServiceJvm.options(heapMebibytes));
        command.addAll(List.of("-cp", classPath(), BareLoop.class.getName()));
        ServerProcess process = bed.start(name.replace(' ', '-'), command, environment);
        process.await(() -> process.said(BareLoop.READY), LIMIT);
        return new BareProcess(name, process, new Control(URI.create("http://127.0.0.1:" + port)), concurrency);
    }

    /** The poller's jars come first. */
    private static String classPath() {
        Path libraries = PollerProcess.application().resolve("lib");
        return libraries.resolve("main") + "/*:" + libraries.resolve("boot") + "/*:"
                + Jars.classPath(Home.directory(), "bench");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public Pass pass(List<Account> accounts) {
        try {
            var order = new BareLoop.Order(accounts.stream().map(Account::id).toList(), concurrency);
            return json.readValue(control.post(BareLoop.PASS, json.writeValueAsString(order)), Pass.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int underWay() {
        return Integer.parseInt(control.get(BareLoop.UNDER_WAY));
    }

    @Override
    public void close() {
        process.stop(ServerProcess.Signal.TERM, LIMIT);
    }
}
