package io.cloudconnectors.bench;

import io.cloudconnectors.bench.evidence.ProcessorClock;
import io.cloudconnectors.bench.evidence.ServerRepository;
import io.cloudconnectors.bench.evidence.WaitSampler;
import io.cloudconnectors.bench.load.ClosedLoop;
import io.cloudconnectors.bench.load.Window;
import io.cloudconnectors.local.launcher.Stack;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures in rounds, in which each measure has its turn. */
public final class Rounds {
    private static final int WARM_UPS = 2;

    private final ClosedLoop loop;
    private final ProcessorClock clock;
    private final ServerRepository server;
    private final Notes notes;

    public Rounds(ClosedLoop loop, ProcessorClock clock, ServerRepository server, Notes notes) {
        this.loop = loop;
        this.clock = clock;
        this.server = server;
        this.notes = notes;
    }

    /**
     * Runs them; the rounds of each measure by its name.
     *
     * @param turns what is compared stands together and is measured one after the other, in the opposite order in every other
     *     round
     */
    public Map<String, List<Round>> run(List<List<Measure>> turns, int count) throws SQLException {
        notes.tell("warming up");
        for (int i = 0; i < WARM_UPS; i++) {
            turns.forEach(turn -> turn.forEach(measure -> {
                measure.before().run();
                var _ = measure.run(loop);
            }));
        }
        var rounds = new LinkedHashMap<String, List<Round>>();
        turns.forEach(turn -> turn.forEach(measure -> rounds.put(measure.name(), new ArrayList<>())));
        for (int i = 1; i <= count; i++) {
            notes.tell("round " + i + " of " + count);
            for (var turn : turns) {
                for (var measure : i % 2 == 0 ? turn.reversed() : turn) {
                    rounds.computeIfAbsent(measure.name(), _ -> new ArrayList<>())
                            .add(round(measure));
                }
            }
        }
        return rounds;
    }

    private Round round(Measure measure) throws SQLException {
        measure.before().run();
        var work = server.work();
        var processors = clock.read();
        var sampler = WaitSampler.start(server);
        Window window;
        Map<String, Double> cores;
        try (sampler) {
            window = measure.run(loop);
            cores = clock.read().coresSince(processors);
        }
        return new Round(window, cores, server.work().since(work), sampler.averages());
    }

    /** Of the processes of a stack, a peer and this JVM, which is the client. */
    public static ProcessorClock clock(Stack stack, BarePeer bare) {
        var processes = new LinkedHashMap<String, ProcessHandle>();
        stack.processes()
                .forEach(process -> processes.put(
                        process.name(), ProcessHandle.of(process.pid()).orElseThrow()));
        processes.put("bare", bare.process().handle());
        processes.put("client", ProcessHandle.current());
        return new ProcessorClock(processes);
    }
}
