package io.cloudconnectors.bench.poller;

import io.cloudconnectors.local.servers.ServerProcess;
import java.util.List;

/** The product as a contender: its runs come from Kafka and end there. */
record PollerSide(PollerProcess poller, Runs runs, Recording recording) implements Contender {
    @Override
    public String name() {
        return "poller";
    }

    @Override
    public ServerProcess process() {
        return poller.process();
    }

    @Override
    public Pass pass(List<Account> accounts) {
        Wave wave = runs.all(accounts, recording::assets);
        long again = wave.calls() - (long) recording.counted() * accounts.size();
        return new Pass(accounts.size(), (long) recording.plan().size() * accounts.size() + again, wave.seconds());
    }

    @Override
    public int underWay() {
        return runs.underWay();
    }

    @Override
    public void close() {
        poller.close();
    }
}
