package io.cloudconnectors.bench;

import io.cloudconnectors.bench.evidence.ServerRepository;
import io.cloudconnectors.bench.evidence.StatementLogRepository;
import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.ClosedLoop;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import java.io.PrintStream;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Starts the stack without pollers, fills it, and measures all in rounds, in which each measure has its turn. */
final class ApiBenchmark {
    private final BenchOptions options;
    private final PrintStream out;
    private final Notes notes;

    ApiBenchmark(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.notes = new Notes(out);
    }

    void run() throws SQLException {
        notes.tell("starting the stack");
        try (var bench = BenchStack.startUnlimited(0)) {
            measure(bench.stack());
        }
    }

    private void measure(Stack stack) throws SQLException {
        var superuser = stack.superuser(Database.CONNECTORS);
        try (var database = LoadRepository.connect(superuser);
                var log = StatementLogRepository.connect(superuser);
                var server = ServerRepository.connect(superuser)) {
            database.load(options.connectors(), options.tenants(), rows -> notes.tell(rows + " connectors are there"));
            notes.tell("loaded: " + database.sizes());
            log.timeFsyncs();
            var clients = ApiClients.of(stack, database, options);
            notes.tell(options.visited() + " tenants have a token");
            try (var bare = BarePeer.start(stack, new Statements(stack, log).read(clients))) {
                var parity = Parity.of(stack.url("connector-api"), bare.url(), clients);
                notes.tell(parity.sizes());
                var loop = new ClosedLoop(options.clients(), options.length());
                var rounds = new Rounds(loop, Rounds.clock(stack, bare), server, notes)
                        .run(turns(stack, bare, clients, parity), options.rounds());
                new Report(out, options, new Figures(rounds)).print();
            }
        }
    }

    /** What is compared stands together, so that it is measured one after the other. */
    private List<List<Measure>> turns(Stack stack, BarePeer bare, ApiClients clients, Parity parity) {
        URI api = stack.url("connector-api");
        var turns = new ArrayList<List<Measure>>();
        turns.add(List.of(
                new Measure("list", api, clients::list, 200),
                new Measure(
                        "list, bare",
                        bare.url(),
                        () -> Call.get(Parity.page(clients.any().tenant(), parity.listPad()), ""),
                        200)));
        turns.add(List.of(
                new Measure("get", api, clients::read, 200),
                new Measure(
                        "get, bare",
                        bare.url(),
                        () -> {
                            var of = clients.any();
                            return Call.get(Parity.one(of.tenant(), ApiClients.anyId(of), parity.getPad()), "");
                        },
                        200)));
        for (String sort : List.of("newest", "name")) {
            Call first = clients.page(sort, "");
            Call deepest = clients.page(sort, clients.deepest(sort));
            turns.add(List.of(
                    new Measure("first page, " + sort, api, () -> first, 200),
                    new Measure("deepest page, " + sort, api, () -> deepest, 200)));
        }
        turns.add(List.of(
                new Measure("counts", api, clients::counts, 200),
                new Measure("counts, large tenant", api, clients::countsOfLarge, 200)));
        turns.add(List.of(new Measure("create", api, clients::create, 201)));
        return turns;
    }
}
