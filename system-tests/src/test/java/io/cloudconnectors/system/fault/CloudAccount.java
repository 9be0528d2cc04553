package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.servers.Secret;
import io.cloudconnectors.system.stack.Client;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An account in one of the simulated clouds, as its owner and this test see it. */
interface CloudAccount {
    /** The cloud's own name for it, which faults are set by. */
    String id();

    /** The type of the resources that come and go in it. */
    String type();

    /** The slices that have such resources: region and service, as the history writes them. */
    List<String> slices();

    /** The action that lists them. */
    String listing();

    /** Puts resources of these names there, by slice, in the place of all that was. */
    void hold(Map<String, List<String>> names);

    /** The names of those that are there, as the cloud says. */
    Set<String> held();

    /** Makes a connector to it; its id. */
    String connect(Client client) throws IOException, InterruptedException;

    /** What the connector signs in with, and what it was given then: all that must be in no log. */
    Map<String, Secret> secrets();

    /** Every call of an action meets a fault, until {@link #lift}. */
    void fault(String kind, String action);

    /** Every call meets a fault, until {@link #lift}. */
    void fault(String kind);

    /** Lifts every fault. */
    void lift();

    /** Whether a call of that action waits for its answer; of that run, where the cloud can tell one run from another. */
    boolean isCalling(String run, String action);
}
