package io.cloudconnectors.local.cloud.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that are set, in the order in which they were. The first that hits a call is the one that it meets. */
public final class Faults {
    private final AtomicInteger ids = new AtomicInteger();
    private final List<ActiveFault> active = new CopyOnWriteArrayList<>();

    public ActiveFault set(Fault fault) {
        ActiveFault added = new ActiveFault(ids.incrementAndGet(), fault);
        active.add(added);
        return added;
    }

    public List<ActiveFault> active() {
        return List.copyOf(active);
    }

    /** The fault that this call meets, if any; takes one of its hits. */
    public Optional<ActiveFault> meet(String account, String service, String action, String region) {
        return active.stream()
                .filter(each -> each.fault().hits(account, service, action, region) && each.take())
                .findFirst();
    }

    /** Lifts one; calls that hang on it go on. */
    public boolean lift(int id) {
        List<ActiveFault> lifted =
                active.stream().filter(each -> each.id() == id).toList();
        return lift(lifted);
    }

    public void liftAll() {
        lift(active());
    }

    /** Lifts those of one account. */
    public void liftAll(String account) {
        lift(active.stream()
                .filter(each -> account.equals(each.fault().account()))
                .toList());
    }

    private boolean lift(List<ActiveFault> faults) {
        boolean any = active.removeAll(faults);
        faults.forEach(ActiveFault::lift);
        return any;
    }
}
