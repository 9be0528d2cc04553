package io.cloudconnectors.system.fault;

import java.util.List;
import java.util.stream.Stream;

/** The faults, each made at its point exactly. A seed goes through all of its subject once, in an order of its own. */
enum FaultKind {
    KILL_BEFORE_COMMIT(DispatcherFaults::killBeforeCommit, Needs.AN_INSTANCE, Subject.DISPATCH),
    KILL_AFTER_COMMIT(DispatcherFaults::killAfterCommit, Needs.AN_INSTANCE, Subject.DISPATCH),
    KILL_MID_SEND(DispatcherFaults::killMidSend, Subject.DISPATCH),
    KILL_BEFORE_OUTBOX_DELETE(DispatcherFaults::killBeforeOutboxDelete, Needs.AN_INSTANCE, Subject.DISPATCH),
    FREEZE_DISPATCHER_PAST_ITS_CLAIM(DispatcherFaults::freezePastItsClaim, Subject.DISPATCH),
    STOP_INSIDE_CLAIM(DispatcherFaults::stopInsideClaim, Subject.DISPATCH),
    STOP_INSIDE_REPORT(DispatcherFaults::stopInsideReport, Subject.DISPATCH),
    STOP_INSIDE_MERGE(DispatcherFaults::stopInsideMerge, Subject.DISPATCH),
    TERMINATE_DISPATCHER(DispatcherFaults::terminate, Subject.DISPATCH),
    KILL_POLLER(PollerFaults::kill, Subject.DISPATCH, Subject.POLLER),
    FREEZE_POLLER_PAST_ITS_LEASE(PollerFaults::freezePastItsLease, Subject.DISPATCH, Subject.POLLER),
    TERMINATE_POLLER(PollerFaults::terminate, Subject.DISPATCH, Subject.POLLER),
    KILL_KAFKA(ServerFaults::killKafka, Subject.DISPATCH),
    KEEP_KAFKA_AWAY(ServerFaults::keepKafkaAway, Subject.DISPATCH),
    KILL_POSTGRES(ServerFaults::killPostgres, Subject.DISPATCH),
    RESTART_POSTGRES(ServerFaults::restartPostgres, Subject.DISPATCH),
    KILL_BACKENDS(ServerFaults::killBackends, Subject.DISPATCH),
    FILL_DISK(ServerFaults::fillDisk, Subject.DISPATCH),
    CLOCK_OFF(DispatcherFaults::clockOff, Subject.DISPATCH),
    REPEAT_MESSAGES(MessageFaults::repeat, Subject.DISPATCH),
    CHANGE_CONNECTORS_DURING_RUNS(PeopleFaults::change, Subject.DISPATCH),
    KILL_POLLER_BEFORE_REVEAL(PollerFaults::killBeforeReveal, Subject.POLLER),
    KILL_POLLER_AFTER_LAST_CHUNK(PollerFaults::killAfterLastChunk, Subject.POLLER),
    KILL_POLLER_BEFORE_FINISHED_IS_ACKNOWLEDGED(PollerFaults::killBeforeFinishedIsAcknowledged, Subject.POLLER),
    RESTART_POLLER_AGAIN_AND_AGAIN(PollerFaults::restartAgainAndAgain, Subject.POLLER),
    VAULT_AWAY(VaultFaults::away, Subject.POLLER),
    VAULT_SLOW(VaultFaults::slow, Subject.POLLER),
    VAULT_FAILS(VaultFaults::failing, Subject.POLLER),
    CLOUD_THROTTLES(CloudFaults::throttle, Subject.POLLER),
    CLOUD_FAILS(CloudFaults::fail, Subject.POLLER),
    CLOUD_HANGS(CloudFaults::hang, Subject.POLLER),
    CLOUD_BREAKS_OFF(CloudFaults::truncate, Subject.POLLER),
    CLOUD_PAGES_FOR_EVER(CloudFaults::pageForEver, Subject.POLLER),
    CLOUD_GARBLES(CloudFaults::garble, Subject.POLLER);

    private final Fault fault;
    private final Needs needs;
    private final List<Subject> subjects;

    FaultKind(Fault fault, Subject... subjects) {
        this(fault, Needs.EVERYTHING, subjects);
    }

    FaultKind(Fault fault, Needs needs, Subject... subjects) {
        this.fault = fault;
        this.needs = needs;
        this.subjects = List.of(subjects);
    }

    /** What the subject is to survive. */
    static List<FaultKind> of(Subject subject) {
        return Stream.of(values())
                .filter(kind -> kind.subjects.contains(subject))
                .toList();
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
