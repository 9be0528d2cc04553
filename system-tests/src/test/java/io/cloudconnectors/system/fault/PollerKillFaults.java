package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.SharedStack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each seed changes some accounts, starts a run on each and kills one of two pollers, or both one after the other, at random
 * moments. Afterwards every run must have ended well, with the one result that a run without faults has.
 */
@ExtendWith(SharedStack.class)
class PollerKillFaults {

    private static final int ACCOUNTS = 4;
    private static final int VOLUMES = 20;
    private static final int MOST_MOVED = 10;
    private static final int MOST_DELAY_MILLIS = 1500;

    private final List<String> violations = new ArrayList<>();

    private record Watched(String account, String connector) {}

    @Test
    void everyRunTakesEffectOnce(Stack stack) throws Exception {
        int seeds = Integer.getInteger("faults.seeds", 5);
        var cloud = new Cloud(stack);
        var client = Client.ofNewTenant(stack);
        var watched = new ArrayList<Watched>();
        for (int i = 0; i < ACCOUNTS; i++) {
            var account = cloud.newAccount(volumes(0));
            watched.add(new Watched(account, cloud.connect(client, account)));
        }
        int first = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            var random = new Random(seed);
            int moved = 1 + random.nextInt(MOST_MOVED);
            first += moved;
            run(stack, cloud, client, watched, random, new Step(seed, first, moved));
        }
        violations.forEach(System.out::println);
        System.out.printf("FAULT poller-kill seeds=%d violations=%d%n", seeds, violations.size());
    }

    /** @param moved so many volumes of each account go, and as many come */
    private record Step(int seed, int first, int moved) {}

    private void run(Stack stack, Cloud cloud, Client client, List<Watched> watched, Random random, Step step)
            throws Exception {
        for (var one : watched) {
            cloud.replaceResources(one.account(), volumes(step.first()));
        }
        var before =
                watched.stream().map(one -> client.present(one.connector())).toList();
        var runs = watched.stream().map(one -> client.run(one.connector())).toList();
        int kills = 1 + random.nextInt(2);
        for (int i = 0; i < kills; i++) {
            Thread.sleep(
                    random.nextInt(MOST_DELAY_MILLIS)); // The moment is what the seed is about: nothing is awaited.
            var poller = stack.process(SharedStack.POLLERS.get(random.nextInt(SharedStack.POLLERS.size())));
            poller.kill();
            poller.restart();
        }
        for (int i = 0; i < watched.size(); i++) {
            var ended = client.awaitEnd(watched.get(i).connector(), runs.get(i));
            check(step, ended, before.get(i), client.present(watched.get(i).connector()));
        }
    }

    private void check(Step step, JsonNode run, List<String> before, List<String> after) {
        require(step, run.path("state").asText().equals("SUCCEEDED"), "the run ended " + run.path("state"));
        require(step, run.path("attempt").asInt() <= 3, "the run took attempts: " + run.path("attempt"));
        var counts = run.path("assets");
        require(step, counts.path("created").asInt() == step.moved(), "created are not those that came: " + counts);
        require(step, counts.path("gone").asInt() == step.moved(), "gone are not those that went: " + counts);
        require(step, after.size() == new HashSet<>(after).size(), "an asset is there twice");
        require(step, after.size() == before.size(), "as many came as went, but there are " + after.size());
    }

    private void require(Step step, boolean holds, String otherwise) {
        if (!holds) {
            violations.add("seed " + step.seed() + ": " + otherwise);
        }
    }

    private static String volumes(int from) {
        var volumes = IntStream.range(from, from + VOLUMES)
                .mapToObj("{\"name\": \"v%d\"}"::formatted)
                .toList();
        return "{\"regions\": {\"eu-central-1\": {\"volumes\": %s}}}".formatted(volumes);
    }
}
