package io.cloudconnectors.poller.run;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** How many slices of one account are looked at at the same time, whichever runs they belong to. */
final class AccountPermits {
    private final int perAccount;
    private final Map<String, Permits> accounts = new HashMap<>();

    AccountPermits(int perAccount) {
        this.perAccount = perAccount;
    }

    /** One run's share of its account; closed when the run is over. */
    final class Permits implements AutoCloseable {
        private final String account;
        private final Semaphore slices = new Semaphore(perAccount, true);
        private int runs;

        private Permits(String account) {
            this.account = account;
        }

        void acquire() throws InterruptedException {
            slices.acquire();
        }

        void release() {
            slices.release();
        }

        @Override
        public void close() {
            left(this);
        }
    }

    synchronized Permits of(String account) {
        Permits permits = accounts.computeIfAbsent(account, Permits::new);
        permits.runs++;
        return permits;
    }

    private synchronized void left(Permits permits) {
        permits.runs--;
        if (permits.runs == 0) {
            accounts.remove(permits.account);
        }
    }

    synchronized int accounts() {
        return accounts.size();
    }
}
