package io.cloudconnectors.bench.dispatch;

import java.util.Map;

/**
 * What a contender did in a stretch of time.
 *
 * @param curve its messages in Kafka
 * @param cores that each process kept busy
 * @param peakBytes the most that the contender's processes had resident, together
 * @param waits PostgreSQL's sessions on average, by what they waited for
 */
record Window(Curve curve, Map<String, Double> cores, long peakBytes, Map<String, Double> waits) {
    double contenderCores() {
        return cores.getOrDefault(Bed.CONTENDER, 0.0);
    }
}
