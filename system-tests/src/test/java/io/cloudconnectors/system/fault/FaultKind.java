package io.cloudconnectors.system.fault;

/** The faults, each made at its point exactly. A seed goes through all of them once, in an order of its own. */
enum FaultKind {
    KILL_BEFORE_COMMIT(DispatcherFaults::killBeforeCommit, Needs.AN_INSTANCE),
    KILL_AFTER_COMMIT(DispatcherFaults::killAfterCommit, Needs.AN_INSTANCE),
    KILL_MID_SEND(DispatcherFaults::killMidSend),
    KILL_BEFORE_OUTBOX_DELETE(DispatcherFaults::killBeforeOutboxDelete, Needs.AN_INSTANCE),
    FREEZE_DISPATCHER_PAST_ITS_CLAIM(DispatcherFaults::freezePastItsClaim),
    STOP_INSIDE_CLAIM(DispatcherFaults::stopInsideClaim),
    STOP_INSIDE_REPORT(DispatcherFaults::stopInsideReport),
    STOP_INSIDE_MERGE(DispatcherFaults::stopInsideMerge),
    TERMINATE_DISPATCHER(DispatcherFaults::terminate),
    KILL_POLLER(PollerFaults::kill),
    FREEZE_POLLER_PAST_ITS_LEASE(PollerFaults::freezePastItsLease),
    TERMINATE_POLLER(PollerFaults::terminate),
    KILL_KAFKA(ServerFaults::killKafka),
    KEEP_KAFKA_AWAY(ServerFaults::keepKafkaAway),
    KILL_POSTGRES(ServerFaults::killPostgres),
    RESTART_POSTGRES(ServerFaults::restartPostgres),
    KILL_BACKENDS(ServerFaults::killBackends),
    FILL_DISK(ServerFaults::fillDisk),
    CLOCK_OFF(DispatcherFaults::clockOff),
    REPEAT_MESSAGES(MessageFaults::repeat),
    CHANGE_CONNECTORS_DURING_RUNS(PeopleFaults::change);

    private final Fault fault;
    private final Needs needs;

    FaultKind(Fault fault) {
        this(fault, Needs.EVERYTHING);
    }

    FaultKind(Fault fault, Needs needs) {
        this.fault = fault;
        this.needs = needs;
    }

    /** What must run when it is made: what died before may still be on its way back. */
    enum Needs {
        EVERYTHING,
        AN_INSTANCE
    }

    Needs needs() {
        return needs;
    }

    /**
     * Makes it.
     *
     * @return what was reached
     * @throws Reach.NotReachedException when its point was not reached
     */
    String make(Scene scene) throws Exception {
        return fault.make(scene);
    }

    @FunctionalInterface
    private interface Fault {
        String make(Scene scene) throws Exception;
    }
}
