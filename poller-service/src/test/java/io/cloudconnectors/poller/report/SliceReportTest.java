package io.cloudconnectors.poller.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SliceReportTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final SliceKey SLICE = new SliceKey("eu-central-1", "ec2");
    private static final Slice SEEN = new Slice.Seen(List.of());

    private final ResultEvent.Origin origin =
            new ResultEvent.Origin(UUID.randomUUID(), 1, 7, UUID.randomUUID(), "acme");
    private final Sent sent = new Sent();
    private final SliceReport report = new SliceReport(origin, SLICE, sent, () -> NOW, Duration.ofMillis(1));

    @Test
    void chunksHoldTwoHundredAssetsAndAreCounted() throws InterruptedException {
        // When
        for (int i = 0; i < 401; i++) {
            report.accept(resource(i, ""));
        }
        Slice reported = report.end(SEEN);

        // Then
        assertThat(reported).isEqualTo(SEEN);
        assertThat(sent.chunks()).extracting(SliceChunk::chunk).containsExactly(0, 1, 2);
        assertThat(sent.chunks()).extracting(chunk -> chunk.assets().size()).containsExactly(200, 200, 1);
        assertThat(sent.events.getLast()).isEqualTo(new SliceSeen(origin, SLICE, 3, 401, List.of(), NOW));
    }

    @Test
    void largeAssetsMakeSmallChunks() throws InterruptedException {
        // When three assets come of which two do not fit into one chunk
        for (int i = 0; i < 3; i++) {
            report.accept(resource(i, "x".repeat(300 * 1024)));
        }
        report.end(SEEN);

        // Then
        assertThat(sent.chunks()).extracting(chunk -> chunk.assets().size()).containsExactly(1, 1, 1);
    }

    @Test
    void anEmptySliceIsSeenWithoutAChunk() throws InterruptedException {
        // When
        report.end(SEEN);

        // Then
        assertThat(sent.events).containsExactly(new SliceSeen(origin, SLICE, 0, 0, List.of(), NOW));
    }

    @Test
    void whatWasFoundOfABlindSliceIsNotSentAfterwards() throws InterruptedException {
        // When
        report.accept(resource(1, ""));
        report.end(new Slice.Blind(new io.cloudconnectors.contracts.Reason(
                ReasonCode.THROTTLED, "Throttling", "r-1", "ec2:DescribeInstances", NOW)));

        // Then
        assertThat(sent.events).singleElement().isInstanceOf(SliceBlind.class);
    }

    @Test
    void whatDidNotArriveIsSentAgain() throws InterruptedException {
        // Given
        sent.awayFor = 2;
        report.accept(resource(1, ""));

        // When
        Slice reported = report.end(SEEN);

        // Then
        assertThat(reported).isEqualTo(SEEN);
        assertThat(sent.chunks()).extracting(SliceChunk::chunk).containsExactly(0, 0, 0);
        assertThat(sent.events.getLast()).isEqualTo(new SliceSeen(origin, SLICE, 1, 1, List.of(), NOW));
    }

    @Test
    void aSliceIsBlindWhenTheBrokerRefusesAChunk() throws InterruptedException {
        // Given
        sent.answer = CompletableFuture.failedFuture(new RecordTooLargeException("too large"));
        report.accept(resource(1, ""));

        // When
        Slice reported = report.end(SEEN);

        // Then
        assertThat(reported)
                .isInstanceOfSatisfying(
                        Slice.Blind.class,
                        blind -> assertThat(blind.reason().code()).isEqualTo(ReasonCode.PLATFORM_ERROR));
        assertThat(sent.events.getLast()).isInstanceOf(SliceBlind.class);
    }

    @Test
    void aSlowBrokerHoldsTheSliceBack() throws InterruptedException {
        // Given a broker that takes chunks and does not say so
        CompletableFuture<Void> taken = new CompletableFuture<>();
        sent.answer = taken;
        CountDownLatch done = new CountDownLatch(1);

        // When far more is found than may be on its way
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 200 * (SliceReport.ON_THEIR_WAY + 5); i++) {
                    report.accept(resource(i, ""));
                }
                done.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // Then it waits, until the broker answers
        Awaitility.await().until(() -> sent.chunks().size() == SliceReport.ON_THEIR_WAY + 1);
        Awaitility.await()
                .during(Duration.ofMillis(200))
                .until(() -> sent.chunks().size() == SliceReport.ON_THEIR_WAY + 1);
        taken.complete(null);
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theHashDependsOnTheContentAndNotOnItsOrder() {
        // Given
        AssetFactory factory = new AssetFactory();
        Resource one = new Resource("T", "1", "n", "r", tags("a", "b"), Map.of("x", 1, "y", List.of("z")));
        Resource turned = new Resource("T", "1", "n", "r", tags("b", "a"), Map.of("y", List.of("z"), "x", 1));
        Resource other = new Resource("T", "1", "n", "r", tags("a", "b"), Map.of("x", 2, "y", List.of("z")));

        // Then
        assertThat(factory.make(one).asset().contentHash())
                .matches("[0-9a-f]{64}")
                .isEqualTo(factory.make(turned).asset().contentHash())
                .isNotEqualTo(factory.make(other).asset().contentHash());
    }

    private static Map<String, String> tags(String first, String second) {
        Map<String, String> tags = new java.util.LinkedHashMap<>();
        tags.put(first, "1");
        tags.put(second, "1");
        return tags;
    }

    private static Resource resource(int number, String filler) {
        return new Resource("AWS::EC2::Instance", "i-" + number, null, "eu-central-1", Map.of(), Map.of("f", filler));
    }

    private static final class Sent implements Results {
        private final List<ResultEvent> events = java.util.Collections.synchronizedList(new ArrayList<>());
        private volatile Future<?> answer = CompletableFuture.completedFuture(null);
        private int awayFor;

        @Override
        public Future<?> send(ResultEvent event) {
            events.add(event);
            return awayFor-- > 0 ? CompletableFuture.failedFuture(new TimeoutException("away")) : answer;
        }

        private List<SliceChunk> chunks() {
            synchronized (events) {
                return events.stream()
                        .filter(SliceChunk.class::isInstance)
                        .map(SliceChunk.class::cast)
                        .toList();
            }
        }
    }
}
