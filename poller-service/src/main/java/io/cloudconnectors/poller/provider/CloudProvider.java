package io.cloudconnectors.poller.provider;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ResourceType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cloud. Everything that a cloud can answer is an outcome with a reason; what is thrown is a fault of ours, or an
 * interruption, which ends the call at once.
 */
public interface CloudProvider {

    Provider provider();

    /** What every look needs, in the order of {@link Account#checks}. */
    List<String> permissions();

    /** Every resource type that is read, and what is needed for it. */
    List<ResourceType> resourceTypes();

    /** Proves that the credential works and leads to the account that the connector names. */
    SignIn signIn(Visit visit) throws InterruptedException;

    /** Whether we can get in. */
    sealed interface SignIn {
        /** @param identifiedAt when the credential was accepted, before the account was looked at */
        record Accepted(Account account, Instant identifiedAt) implements SignIn {}

        /** @param identifiedAt when the credential was accepted; absent when it is the credential that was not */
        record Refused(Reason reason, @Nullable Instant identifiedAt) implements SignIn {}
    }

    /** An account that we are signed in to, for the time of one run. */
    interface Account {
        /** The provider's name of it; runs of one account share its limits. */
        String id();

        /** The parts to look at; a part that is left out on purpose is among them, and says why. */
        List<SliceTask> plan() throws InterruptedException;

        /** One for each of {@link CloudProvider#permissions}, in that order; nothing is called before it is tried. */
        List<PermissionCheck> checks();

        /**
         * Tries to get in without what only this connector knows. Costs some sign-ins, and uses none of what they give.
         *
         * @return UNDECIDED of a provider whose credential proves by itself that it belongs to the connector
         */
        default StrangerTrial tryAsStranger() throws InterruptedException {
            return new StrangerTrial.Undecided();
        }
    }

    /** Whether a stranger to the connector gets into its account through the platform. */
    sealed interface StrangerTrial {
        /** No: each attempt was denied, as it must be. */
        record ShutOut() implements StrangerTrial {}

        /** Yes. */
        record LetIn(Reason reason) implements StrangerTrial {}

        /** Nobody knows: an attempt was neither denied nor let in. */
        record Undecided() implements StrangerTrial {}
    }
}
