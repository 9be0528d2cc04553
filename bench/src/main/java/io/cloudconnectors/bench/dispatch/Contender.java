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

    /** The raw pipeline; with {@code runs} it writes the run's row, too. */
    record Raw(int instances, boolean runs, int threads, int batch) implements Contender {
        static final String TOPIC = "bench_raw";

        @Override
        public String name() {
            return runs ? "raw with runs" : "raw";
        }

        @Override
        public String topic() {
            return TOPIC;
        }

        @Override
        public Layout layout() {
            return Layout.SCHEDULE;
        }

        @Override
        public Running start(Stack stack, List<String> jvmOptions) {
            var knobs = Map.of(
                    "RUNS", Boolean.toString(runs),
                    "THREADS", Integer.toString(threads),
                    "BATCH", Integer.toString(batch));
            return Peers.start(stack, jvmOptions, this, RawPipeline.class, knobs, RawPipeline.READY);
        }
    }

    /** db-scheduler with what the sweep found best. */
    record DbScheduler(int instances, Settings settings) implements Contender {
        static final String TOPIC = "bench_db_scheduler";

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
        public String topic() {
            return TOPIC;
        }

        @Override
        public Layout layout() {
            return Layout.TASKS;
        }

        @Override
        public Running start(Stack stack, List<String> jvmOptions) {
            var knobs = Map.of(
                    "THREADS", Integer.toString(settings.threads()),
                    "EXECUTOR", settings.virtual() ? "virtual" : "platform",
                    "LOWER", Double.toString(settings.lower()),
                    "UPPER", Double.toString(settings.upper()),
                    "LINGER", Integer.toString(settings.lingerMillis()));
            return Peers.start(stack, jvmOptions, this, DbSchedulerPeer.class, knobs, DbSchedulerPeer.READY);
        }
    }

    /** As many processes of a peer as it has instances. */
    record Peers(List<ServerProcess> all) implements Running {
        /** {@code quarkus.datasource.engine.jdbc.max-size} of connector-api. */
        private static final int CONNECTIONS = 12;

        static Peers start(
                Stack stack,
                List<String> jvmOptions,
                Contender contender,
                Class<?> main,
                Map<String, String> knobs,
                String ready) {
            var login = stack.login(Role.CONNECTORS_ENGINE);
            List<ServerProcess> all = new ArrayList<>();
            for (int i = 1; i <= contender.instances(); i++) {
                String name = main.getSimpleName() + "-" + i;
                var own = new java.util.HashMap<>(knobs);
                own.put("NAME", name);
                var settings = new PeerSettings(
                        login.url(),
                        login.user(),
                        login.password().value(),
                        CONNECTIONS,
                        stack.kafka(),
                        contender.topic(),
                        own);
                all.add(PeerProcess.start(stack, name, jvmOptions, main, settings.environment(), ready));
            }
            return new Peers(all);
        }

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
