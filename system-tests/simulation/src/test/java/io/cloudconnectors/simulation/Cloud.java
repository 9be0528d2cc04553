package io.cloudconnectors.simulation;

import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.history.Event;
import io.cloudconnectors.poller.report.Results;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The customers' accounts, which change while they are looked at and do not always let one in. */
public final class Cloud {
    /** What every account has. */
    public static final List<SliceKey> SLICES =
            List.of(new SliceKey("eu-central-1", "ec2"), new SliceKey("eu-central-1", "s3"));

    private static final int VERSIONS = 64;
    private static final List<List<List<Asset>>> CONTENTS =
            IntStream.range(0, VERSIONS).mapToObj(Cloud::content).toList();

    private final SplittableRandom random;
    private final Results results;
    private final Tables tables;
    private final Map<UUID, int[]> versions = new HashMap<>();
    private int slowness;
    private int refusals;

    Cloud(SplittableRandom random, Results results, Tables tables) {
        this.random = random;
        this.results = results;
        this.tables = tables;
        this.slowness = random.nextInt(3) * random.nextInt(60_000);
        this.refusals = random.nextInt(3) * random.nextInt(15);
    }

    /** Two chunks; every third version lacks an asset of the others. */
    private static List<List<Asset>> content(int version) {
        List<Asset> first = List.of(asset("a", version), asset("b", version));
        return List.of(version % 3 == 0 ? first : first.subList(0, 1), List.of(asset("c", version)));
    }

    private static Asset asset(String name, int version) {
        return new Asset("type", name, null, "eu-central-1", Map.of(), Map.of(), "v" + version);
    }

    /** From now on it is quick and lets everybody in. */
    void clearUp() {
        slowness = 0;
        refusals = 0;
    }

    void change(UUID connector) {
        versions(connector)[random.nextInt(SLICES.size())]++;
    }

    /** What is there of a slice, in the chunks in which it is reported. */
    public List<List<Asset>> look(UUID connector, SliceKey slice) {
        return CONTENTS.get(versions(connector)[SLICES.indexOf(slice)] % VERSIONS);
    }

    private int[] versions(UUID connector) {
        return versions.computeIfAbsent(connector, _ -> new int[SLICES.size()]);
    }

    public long signInMillis() {
        return 100 + random.nextInt(2000);
    }

    public long lookMillis() {
        return 100 + random.nextInt(5000 + slowness);
    }

    /** Why nobody is let in; null when one is. */
    public @Nullable Reason refusal(Instant at) {
        return switch (random.nextInt(100) < refusals ? random.nextInt(3) : 3) {
            case 0 -> new Reason(ReasonCode.AWS_ASSUME_ROLE_DENIED, null, null, null, at);
            case 1 -> new Reason(ReasonCode.THROTTLED, null, null, null, at);
            case 2 -> new Reason(ReasonCode.VAULT_UNAVAILABLE, null, null, null, at);
            default -> null;
        };
    }

    /** Why a slice cannot be looked at; null when it can. */
    public @Nullable Reason denial(Instant at) {
        return random.nextInt(100) < refusals ? new Reason(ReasonCode.PERMISSION_MISSING, null, null, null, at) : null;
    }

    /** Where pollers report to. */
    public Results results() {
        return results;
    }

    public void tell(Event event) {
        tables.tell(event);
    }
}
