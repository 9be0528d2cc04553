package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.system.fault.Scene.Target;

/**
 * What clouds do to those who call them, all three at the same time: first to the calls that list what has changed
 * meanwhile, then to every call, until the connector is offline; and a clean run heals it.
 */
final class CloudFaults {
    private static final int MOST_RUNS_TO_OFFLINE = 6;

    private CloudFaults() {}

    /** Whether all calls that meet a fault keep a run out of the account. */
    private enum Way {
        CLOSED,
        OPEN
    }

    static String throttle(Scene scene) throws Exception {
        return suffer(scene, "throttle", ReasonCode.THROTTLED, Way.CLOSED);
    }

    static String fail(Scene scene) throws Exception {
        String kind = scene.random().nextBoolean() ? "server-error" : "unavailable";
        return suffer(scene, kind, ReasonCode.PROVIDER_ERROR, Way.CLOSED);
    }

    static String hang(Scene scene) throws Exception {
        return suffer(scene, "hang", ReasonCode.NETWORK, Way.CLOSED);
    }

    static String truncate(Scene scene) throws Exception {
        return suffer(scene, "truncate", ReasonCode.NETWORK, Way.CLOSED);
    }

    static String garble(Scene scene) throws Exception {
        return suffer(scene, "malformed-xml", ReasonCode.PROVIDER_ERROR, Way.CLOSED);
    }

    /** What has no pages is answered as ever. */
    static String pageForEver(Scene scene) throws Exception {
        return suffer(scene, "endless-pages", ReasonCode.PROVIDER_ERROR, Way.OPEN);
    }

    private static String suffer(Scene scene, String kind, ReasonCode meant, Way way) throws Exception {
        return String.join(
                "; ", AtOnce.each(scene.oneOfEachCloud(), target -> suffer(scene, target, kind, meant, way)));
    }

    private static String suffer(Scene scene, Target target, String kind, ReasonCode meant, Way way) throws Exception {
        CloudAccount cloud = target.account().cloud();
        int blind;
        int runs = 1;
        target.account().change();
        cloud.fault(kind, cloud.listing());
        try {
            JsonNode run = scene.run(target);
            blind = scene.tellBlindSlices(target, run, meant.name());
            if (blind < cloud.slices().size()) {
                throw new Reach.NotReachedException(
                        "as many blind slices of %s, but %d".formatted(cloud.id(), blind), null);
            }
            scene.readInventory(target);
            cloud.fault(kind);
            for (; way == Way.CLOSED && !scene.isOffline(target); runs++) {
                if (runs > MOST_RUNS_TO_OFFLINE) {
                    throw new Reach.NotReachedException("connector of " + cloud.id() + " offline", null);
                }
                scene.run(target);
            }
            scene.readInventory(target);
        } finally {
            cloud.lift();
        }
        scene.heal(target);
        if (scene.isOffline(target)) {
            throw new Reach.NotReachedException("connector of " + cloud.id() + " back", null);
        }
        scene.readInventory(target);
        return "%s: %d slices blind for %s, %d runs".formatted(cloud.id(), blind, meant, runs);
    }
}
