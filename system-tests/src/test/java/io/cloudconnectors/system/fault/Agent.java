package io.cloudconnectors.system.fault;

import io.cloudconnectors.fault.agent.AgentOptions;
import io.cloudconnectors.local.launcher.StackOptions;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.Jars;
import java.nio.file.Path;

/** Gives the processes of a stack the fault agent. */
final class Agent {
    private static final String MODULE = "system-tests/fault-agent";

    private Agent() {}

    /**
     * The same stack, with the agent in a process.
     *
     * @param process all of a name ({@code connector-api}), or one ({@code connector-api-2}), which then has no other agent
     */
    static StackOptions in(StackOptions stack, String process, AgentOptions agent) {
        return stack.with(process, agent.environment(Path.of(Jars.classPath(Home.directory(), MODULE))));
    }
}
