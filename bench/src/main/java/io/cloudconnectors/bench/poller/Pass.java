package io.cloudconnectors.bench.poller;

/**
 * What a contender did in one go.
 *
 * @param calls to the cloud, those that were made again included
 * @param seconds from the first of them to the end of the last run
 */
record Pass(int runs, long calls, double seconds) {
    double runsPerSecond() {
        return runs / seconds;
    }

    double callsPerSecond() {
        return calls / seconds;
    }
}
