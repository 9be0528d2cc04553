package io.cloudconnectors.bench.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.bench.dispatch.DispatchBenchmark.BenchFailedException;
import io.cloudconnectors.bench.dispatch.InventoryRepository.Target;
import io.cloudconnectors.bench.evidence.ProcessorClock;
import io.cloudconnectors.bench.peer.AssetMaker;
import io.cloudconnectors.bench.peer.PeerProcess;
import io.cloudconnectors.bench.peer.PeerSettings;
import io.cloudconnectors.bench.peer.RawMerge;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.local.servers.Role;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The inventory of many connectors comes in three times: all new, all changed, nothing changed. The events are in Kafka before
 * the gate opens; the last merge of a slice ends the time.
 */
record ResultsIn(Bed bed, InventoryRepository inventory, DispatchOptions options, Consumer<String> tell) {
    private static final int ASSETS_OF_CONNECTOR = AssetMaker.SLICES * AssetMaker.ASSETS;
    /** Of the connectors; their inventory comes in first and is not measured. */
    private static final int WARM_UP_SHARE = 5;

    private static final int PARALLEL = 4;
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** What the assets are to what is there. */
    enum Phase {
        NEW(1, 1),
        CHANGED(2, 2),
        UNCHANGED(2, 3);

        private final int content;
        private final long epoch;

        Phase(int content, long epoch) {
            this.content = content;
            this.epoch = epoch;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Assets a second of both, and what connector-api took meanwhile. */
    record Result(
            Phase phase,
            long assets,
            double perSecond,
            double peerPerSecond,
            Map<String, Double> cores,
            long peakBytes) {}

    List<Result> run() throws SQLException {
        int connectors = Math.max(WARM_UP_SHARE * 2, options.rows() / 2 / ASSETS_OF_CONNECTOR);
        List<Target> targets = inventory.targets(connectors);
        int warmUp = connectors / WARM_UP_SHARE;
        inventory.begin(targets);
        var peer = new EnumMap<Phase, Double>(Phase.class);
        for (Phase phase : Phase.values()) {
            double rate = peer(phase, targets.size(), warmUp);
            peer.put(phase, rate);
            tell.accept("raw, %s: %.0f assets/s".formatted(phase.text(), rate));
        }
        inventory.begin(targets);
        var results = new ArrayList<Result>();
        try (var running = bed.start(new Contender.Product(1))) {
            for (Phase phase : Phase.values()) {
                Result result = product(running, phase, targets, warmUp, peer.getOrDefault(phase, Double.NaN));
                tell.accept("connector-api, %s: %.0f assets/s".formatted(phase.text(), result.perSecond()));
                results.add(result);
            }
        }
        return results;
    }

    private Result product(Contender.Running running, Phase phase, List<Target> targets, int warmUp, double peer)
            throws SQLException {
        List<UUID> runs = inventory.runs(targets, phase.epoch);
        send(phase, targets.subList(0, warmUp), runs.subList(0, warmUp));
        await(runs.subList(0, warmUp));
        List<UUID> measured = runs.subList(warmUp, runs.size());
        long begin;
        var clock = bed.clock(running);
        ProcessorClock.Reading before;
        try (Connection gate = inventory.closeGate()) {
            send(phase, targets.subList(warmUp, targets.size()), measured);
            before = clock.read();
            begin = System.nanoTime();
            gate.commit();
        }
        await(measured);
        double seconds = (System.nanoTime() - begin) / 1e9;
        check(phase, measured);
        long assets = (long) measured.size() * ASSETS_OF_CONNECTOR;
        return new Result(
                phase, assets, assets / seconds, peer, Bed.sum(clock.read().coresSince(before)), Bed.peak(running));
    }

    private void await(List<UUID> runs) throws SQLException {
        long begin = System.nanoTime();
        while (inventory.merged(runs).slices() < (long) runs.size() * AssetMaker.SLICES) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new BenchFailedException("Slices are missing: " + inventory.merged(runs));
            }
            Bed.sleep();
        }
    }

    /** What the inventory counted has to be what was sent. */
    private void check(Phase phase, List<UUID> runs) throws SQLException {
        var merged = inventory.merged(runs);
        long all = (long) runs.size() * ASSETS_OF_CONNECTOR;
        boolean right = switch (phase) {
            case NEW -> merged.created() == all && merged.changed() == 0;
            case CHANGED -> merged.changed() == all && merged.created() == 0;
            case UNCHANGED -> merged.created() + merged.changed() == 0;
        };
        if (!right || merged.gone() != 0) {
            throw new BenchFailedException(
                    "%d assets were sent as %s, and counted as %s".formatted(all, phase, merged));
        }
    }

    private void send(Phase phase, List<Target> targets, List<UUID> runs) {
        var maker = new AssetMaker(phase.content);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bed.stack().kafka(),
                "batch.size",
                256 << 10,
                "linger.ms",
                20,
                "max.request.size",
                2 << 20);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < targets.size(); i++) {
                Target target = targets.get(i);
                var origin = new Origin(runs.get(i), 1, phase.epoch, target.connector(), target.tenant());
                for (int slice = 0; slice < AssetMaker.SLICES; slice++) {
                    String key = target.connector().toString();
                    var _ = producer.send(new ProducerRecord<>(Topics.RESULTS, key, chunk(maker, origin, slice)));
                    var _ = producer.send(new ProducerRecord<>(Topics.RESULTS, key, seen(origin, slice)));
                }
            }
        } catch (JsonProcessingException e) {
            throw new BenchFailedException("An event could not be written", e);
        }
    }

    /** A slice fits into one chunk of the size that pollers send. */
    private static byte[] chunk(AssetMaker maker, Origin origin, int slice) throws JsonProcessingException {
        var out = new StringBuilder(160 << 10);
        out.append("{\"event\":\"SLICE_CHUNK\",\"origin\":").append(JSON.writeValueAsString(origin));
        out.append(",\"slice\":").append(JSON.writeValueAsString(key(slice)));
        out.append(",\"chunk\":0,\"assets\":[");
        for (int i = 0; i < AssetMaker.ASSETS; i++) {
            out.append(i == 0 ? "" : ",");
            maker.json(out, slice, i);
        }
        return out.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] seen(Origin origin, int slice) throws JsonProcessingException {
        return JSON.writeValueAsBytes(new SliceSeen(origin, key(slice), 1, AssetMaker.ASSETS, List.of(), observed()));
    }

    /** When the benchmark started: no result is compared with it. */
    private static Instant observed() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    private static SliceKey key(int slice) {
        return new SliceKey(AssetMaker.region(), AssetMaker.service(slice));
    }

    /** Assets a second of the raw merge. */
    private double peer(Phase phase, int connectors, int warmUp) throws SQLException {
        var login = bed.stack().login(Role.INVENTORY_ENGINE);
        var settings = new PeerSettings(
                login.url(),
                login.user(),
                login.password().value(),
                PARALLEL,
                bed.stack().kafka(),
                Topics.RESULTS,
                Map.of(
                        "CONTENT", Integer.toString(phase.content),
                        "WARM_UP", Integer.toString(warmUp),
                        "THREADS", Integer.toString(PARALLEL)));
        try (Connection gate = inventory.closeGate()) {
            var process = PeerProcess.start(
                    bed.stack(), "RawMerge", bed.jvmOptions(), RawMerge.class, settings.environment(), RawMerge.READY);
            gate.commit();
            process.await(() -> process.said(RawMerge.DONE), LIMIT);
            double nanos =
                    Double.parseDouble(process.line(RawMerge.DONE).orElseThrow().substring(RawMerge.DONE.length()));
            PeerProcess.stop(process);
            return (long) (connectors - warmUp) * ASSETS_OF_CONNECTOR / (nanos / 1e9);
        }
    }
}
