package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.Stack;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is to survive faults; each has its kinds of them. */
enum Subject {
    /** Due connectors become runs, and runs end. */
    DISPATCH,
    /** Runs look at accounts of all three clouds. */
    POLLER;

    private static final int CONNECTORS = 5;

    /** The accounts that the connectors of a seed poll. */
    List<CloudAccount> accounts(Stack stack) throws IOException, InterruptedException {
        return switch (this) {
            case DISPATCH -> aws(stack, CONNECTORS).toList();
            case POLLER ->
                Stream.concat(
                                aws(stack, CONNECTORS - 2),
                                Stream.of(AzureSubscription.in(stack), GoogleProject.in(stack)))
                        .toList();
        };
    }

    private static Stream<CloudAccount> aws(Stack stack, int number) {
        return IntStream.range(0, number).mapToObj(_ -> AwsAccount.in(stack));
    }
}
