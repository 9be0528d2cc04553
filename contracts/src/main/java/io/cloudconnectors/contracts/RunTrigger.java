package io.cloudconnectors.contracts;

/** Why a run exists. Only {@link #SCHEDULED} runs use a number of the connector's run sequence. */
public enum RunTrigger {
    /** The connector's period came due. */
    SCHEDULED,
    /** A person or a client asked for it. */
    MANUAL,
    /** A connection test: identity and permissions, no inventory. */
    TEST,
    /** Replaces scheduled runs of an OFFLINE connector: identity only. */
    PROBE,
    /** Confirms a permanent error before the connector is called OFFLINE. */
    RECHECK;

    /** The topic that runs of this trigger travel on: people wait for the interactive ones. */
    public String topic() {
        return switch (this) {
            case MANUAL, TEST -> Topics.RUNS_INTERACTIVE;
            case SCHEDULED, PROBE, RECHECK -> Topics.RUNS_SCHEDULED;
        };
    }

    /** Whether its runs sign in and look at nothing else. */
    public boolean isCheck() {
        return switch (this) {
            case TEST, PROBE, RECHECK -> true;
            case SCHEDULED, MANUAL -> false;
        };
    }
}
