package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.launcher.Component.Running;
import io.cloudconnectors.local.servers.ServerProcess;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One process of a running stack: what tests kill, freeze and start again. */
public final class StackProcess {

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    private final Component component;
    private final Consumer<StackProcess> onStart;
    private Running running;
    private Duration startTime = Duration.ZERO;

    private StackProcess(Component component, Consumer<StackProcess> onStart, Running running) {
        this.component = component;
        this.onStart = onStart;
        this.running = running;
    }

    /** @param onStart told of each new process, before it is ready */
    static StackProcess start(Component component, Consumer<StackProcess> onStart) {
        var process = new StackProcess(component, onStart, component.starter().start());
        onStart.accept(process);
        return process;
    }

    void awaitReady() {
        var begin = System.nanoTime();
        running.ready().run();
        startTime = Duration.ofNanos(System.nanoTime() - begin);
    }

    public String name() {
        return component.name();
    }

    public long pid() {
        return process().pid();
    }

    public boolean isAlive() {
        return process().isAlive();
    }

    public Path log() {
        return process().log();
    }

    /** From its start to its being ready. */
    public Duration startTime() {
        return startTime;
    }

    /** {@code kill -9}: nothing is flushed, closed or handed back. Returns when it is gone. */
    public void kill() {
        process().kill();
    }

    /** Stops it as {@code ./dev down} does. */
    public void stop() {
        running.stop().run();
    }

    /** Freezes it: its connections stay open and nothing answers. */
    public void freeze() {
        ServerProcess.signal(pid(), Signal.STOP);
    }

    /** Lets it go on after {@link #freeze()}. */
    public void thaw() {
        ServerProcess.signal(pid(), Signal.CONT);
    }

    /** Starts it again on the same ports with the same environment, and waits until it is ready. */
    public void restart() {
        stop();
        running = component.starter().start();
        onStart.accept(this);
        awaitReady();
    }

    /** What it has taken of the processors since its start: what its start costs, however busy the machine is. */
    public Duration processorTime() {
        return process().handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Its resident memory with that of the processes that it started (PostgreSQL's), in bytes. */
    public long residentBytes() {
        var own = residentBytes(pid());
        return own
                + process()
                        .handle()
                        .descendants()
                        .mapToLong(child -> residentBytes(child.pid()))
                        .sum();
    }

    static long residentBytes(long pid) {
        var status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            var matcher = RESIDENT.matcher(Files.readString(status));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerProcess process() {
        return running.process();
    }
}
