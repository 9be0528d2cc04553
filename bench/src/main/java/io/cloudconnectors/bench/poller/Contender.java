package io.cloudconnectors.bench.poller;

import io.cloudconnectors.local.servers.ServerProcess;
import java.util.List;

/** One of those that are compared. */
interface Contender extends AutoCloseable {
    String name();

    ServerProcess process();

    /** A run of each account, so many at a time as the contender was started for, to the end of the last. */
    Pass pass(List<Account> accounts);

    /** How many runs have begun and not ended. */
    int underWay();

    @Override
    void close();
}
