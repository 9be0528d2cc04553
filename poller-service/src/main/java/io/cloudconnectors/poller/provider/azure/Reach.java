package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Visit;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Whether the application reads the whole subscription. Resource Graph and the lists leave out what it may not read, without
 * any indication (Azure Resource Graph overview, Permissions), and the subscription itself can be read with a role on one
 * resource group. The list of resource providers is of the subscription's scope: <em>Reader</em> there has it, and without a
 * role there it is denied (hashicorp/terraform-provider-azurerm issues 2678 and 26667).
 *
 * <p>It is asked before the first page and again after the last of a slice, since a role that is given or taken while pages
 * are read would make gone what they left out, and one answer alone sees only one of the two.
 */
final class Reach {
    private final Visit visit;
    private final AzureClients.Session session;
    private final InstantSource clock;
    private final Optional<Reason> before;

    private Reach(Visit visit, AzureClients.Session session, InstantSource clock, Optional<Reason> before) {
        this.visit = visit;
        this.session = session;
        this.clock = clock;
        this.before = before;
    }

    /** Asks for the first time, unless each of the slices knows that it is denied. */
    static Reach of(List<SliceKey> slices, Visit visit, AzureClients.Session session, InstantSource clock)
            throws InterruptedException {
        boolean known = slices.stream().allMatch(slice -> denied(visit, slice).isPresent());
        return new Reach(visit, session, clock, known ? Optional.empty() : ask(session, clock));
    }

    /** What the first answer left in doubt. */
    Optional<Reason> before(SliceKey slice) {
        return denied(visit, slice).or(() -> before);
    }

    /** Why what was read may be a part only; empty when it is all. Asks again where the first answer left no doubt. */
    Optional<Reason> after(SliceKey slice) throws InterruptedException {
        Optional<Reason> doubt = before(slice);
        return doubt.isPresent() ? doubt : ask(session, clock);
    }

    private static Optional<Reason> denied(Visit visit, SliceKey slice) {
        return visit.denied(slice, AzureCheck.PROVIDERS.permission());
    }

    private static Optional<Reason> ask(AzureClients.Session session, InstantSource clock) throws InterruptedException {
        return AzureCheck.PROVIDERS.attempt(session, clock);
    }
}
