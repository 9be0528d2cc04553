package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.dispatch.ScheduleRepository.Layout;
import io.cloudconnectors.bench.peer.DbSchedulerPeer;
import io.cloudconnectors.bench.peer.PeerProcess;
import io.cloudconnectors.bench.peer.PeerSettings;
import io.cloudconnectors.bench.peer.RawPipeline;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.ServerProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of those that are compared, with so many instances. */
sealed interface Contender {
    String name();

    int instances();

    String topic();

    Layout layout();

    Running start(Stack stack, List<String> jvmOptions);

    /** What runs of it. */
    interface Running extends AutoCloseable {
        List<ProcessHandle> processes();

        @Override
        void close();
    }

    /** connector-api as it is shipped. */
    record Product(int instances) implements Contender {
        @Override
        public String name() {
            return "connector-api";
        }

        @Override
        public String topic() {
            return Topics.RUNS_SCHEDULED;
        }

        @Override
        public Layout layout() {
            return Layout.SCHEDULE;
        }

        @Override
        public Running start(Stack stack, List<String> jvmOptions) {
            List<StackProcess> all = new ArrayList<>();
            for (int i = 1; i <= instances; i++) {
                var process = stack.process(i == 1 ? "connector-api" : "connector-api-" + i);
                process.restart();
                all.add(process);
            }
            return new Running() {
                @Override
                public List<ProcessHandle> processes() {
                    return all.stream()
                            .map(process -> ProcessHandle.of(process.pid()).orElseThrow())
                            .toList();
                }

                @Override
                public void close() {
                    all.forEach(StackProcess::stop);
                }
            };
        }
    }

    /**
     * What runs in processes of the benchmark.
     *
     * @param main what they run
     * @param ready what each says when it works
     */
    record Program(Class<?> main, String ready, String topic, Layout layout) {}

    /** One that the product is compared with. */
    sealed interface Peer extends Contender {
        /** {@code quarkus.datasource.engine.jdbc.max-size} of connector-api. */
        int CONNECTIONS = 12;

        Program program();

        /** What is particular to it, besides the name of a process. */
        Map<String, String> knobs();

        @Override
        default String topic() {
            return program().topic();
        }

        @Override
        default Layout layout() {
            return program().layout();
        }

        @Override
        default Running start(Stack stack, List<String> jvmOptions) {
            var login = stack.login(Role.CONNECTORS_ENGINE);
            var main = program().main();
            List<ServerProcess> all = new ArrayList<>();
            for (int i = 1; i <= instances(); i++) {
                String name = main.getSimpleName() + "-" + i;
                var knobs = new HashMap<>(knobs());
                knobs.put("NAME", name);
                var settings = new PeerSettings(
                        login.url(),
                        login.user(),
                        login.password().value(),
                        CONNECTIONS,
                        stack.kafka(),
                        topic(),
                        knobs);
                all.add(PeerProcess.start(
                        stack,
                        name,
                        jvmOptions,
                        main,
                        settings.environment(),
                        program().ready()));
            }
            return new Processes(all);
        }
    }

    /** The raw pipeline; with {@code runs} it writes the run's row, too. */
    record Raw(int instances, boolean runs, int threads, int batch) implements Peer {
        static final Program PROGRAM = new Program(RawPipeline.class, RawPipeline.READY, "bench_raw", Layout.SCHEDULE);

        @Override
        public String name() {
            return runs ? "raw with runs" : "raw";
        }

        @Override
        public Program program() {
            return PROGRAM;
        }

        @Override
        public Map<String, String> knobs() {
            return Map.of(
                    "RUNS", Boolean.toString(runs),
                    "THREADS", Integer.toString(threads),
                    "BATCH", Integer.toString(batch));
        }
    }

    /** db-scheduler. */
    record DbScheduler(int instances, Settings settings) implements Peer {
        static final Program PROGRAM =
                new Program(DbSchedulerPeer.class, DbSchedulerPeer.READY, "bench_db_scheduler", Layout.TASKS);

        /**
         * What there is to choose.
         *
         * @param lower at which share of its threads' number it fetches again
         * @param upper up to which multiple of it
         * @param lingerMillis of the producer
         */
        record Settings(int threads, boolean virtual, double lower, double upper, int lingerMillis) {}

        @Override
        public String name() {
            return "db-scheduler";
        }

        @Override
        public Program program() {
            return PROGRAM;
        }

        @Override
        public Map<String, String> knobs() {
            return Map.of(
                    "THREADS", Integer.toString(settings.threads()),
                    "EXECUTOR", settings.virtual() ? "virtual" : "platform",
                    "LOWER", Double.toString(settings.lower()),
                    "UPPER", Double.toString(settings.upper()),
                    "LINGER", Integer.toString(settings.lingerMillis()));
        }
    }

    /** The processes of a peer, one for each instance. */
    record Processes(List<ServerProcess> all) implements Running {
        @Override
        public List<ProcessHandle> processes() {
            return all.stream().map(ServerProcess::handle).toList();
        }

        @Override
        public void close() {
            all.forEach(PeerProcess::stop);
        }
    }
}
