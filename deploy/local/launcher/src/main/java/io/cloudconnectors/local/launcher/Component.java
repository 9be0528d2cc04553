package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.ServerProcess;
import java.util.Set;

/**
 * A part of the stack that runs as one process.
 *
 * @param needs the components that must be ready before this one starts
 */
record Component(String name, Set<String> needs, Starter starter) {

    /** Starts the process and returns at once. */
    @FunctionalInterface
    interface Starter {
        Running start();
    }

    /**
     * A started process.
     *
     * @param ready returns when it can be used, or throws {@link
     *     io.cloudconnectors.local.servers.ServerFailedException}
     * @param stop ends it in the way that suits it
     */
    record Running(ServerProcess process, Runnable ready, Runnable stop) {}
}
