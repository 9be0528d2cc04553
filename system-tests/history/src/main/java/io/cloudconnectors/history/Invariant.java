package io.cloudconnectors.history;

/** What must hold whatever fails. */
public enum Invariant {
    /** A connector whose creation was acknowledged can be read for ever after. */
    ACKNOWLEDGED_CREATE_READABLE,
    /** A period of a connector has one run, and a run ends once. */
    ONE_TERMINAL_EFFECT_PER_PERIOD,
    /** The numbers of a connector's scheduled runs, the skipped ones among them, are 1, 2, 3 and so on. */
    RUN_SEQUENCE_WITHOUT_GAPS,
    /** Each message that was committed arrives in Kafka at least once. */
    COMMITTED_CLAIM_REACHES_KAFKA,
    /** An attempt is given to one poller, once. */
    ONE_LEASE_PER_ATTEMPT,
    /** Once a lease was answered nothing with an older epoch of its connector takes effect. */
    NO_WRITE_BY_OLD_ATTEMPT,
    /** A run ends by its deadline, or as soon after it as a lapsed lease is taken back. */
    NO_RUN_OPEN_PAST_DEADLINE,
    /** The inventory holds of a slice what one look saw of it, and after a success what that run saw. */
    INVENTORY_EQUALS_TRUTH,
    /** What a client reads of the inventory is what the cloud held at the last success, or has come to hold since. */
    INVENTORY_AS_OF_LAST_SUCCESS,
    /** What never left the cloud never left the inventory, whatever runs could not see. */
    NOTHING_GONE_THAT_EXISTS,
    /** A slice that could not be looked at says why. */
    BLIND_FOR_ITS_REASON,
    /**
     * The platform's own failures move no connector; three transient ones in a row take it offline, and no fewer; what reaches
     * the account ends them.
     */
    STANDING_FOLLOWS_FROM_RUNS,
    /** No process writes down a secret. */
    NO_SECRET_IN_LOGS
}
