package io.cloudconnectors.bench.poller;

/**
 * What a run of an account with a few instances is: found out from one that a poller made.
 *
 * @param plan its calls, as the cloud saw them
 * @param counted how many of them the poller counts as the customer's
 * @param besides how many assets an account has besides its instances
 */
record Recording(Plan plan, int counted, int besides) {
    int assets(Account account) {
        return besides + account.instances();
    }
}
