package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.PageTokens;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.google.GoogleReasons.Step;
import io.cloudconnectors.poller.provider.google.GoogleSession.TokenRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One service of a project: from Cloud Asset Inventory, and where that API is off from the service's own lists, if it has
 * any; a service that the inventory does not stand for, from its own lists alone. A list that is denied or off is a gap and
 * the next one is tried; any other failure ends the slice.
 */
final class GoogleSlice implements SliceTask {
    private final GoogleService service;
    private final GoogleAccount account;

    GoogleSlice(GoogleService service, GoogleAccount account) {
        this.service = service;
        this.account = account;
    }

    @Override
    public SliceKey key() {
        return new SliceKey(SliceKey.GLOBAL, service.shortName());
    }

    @Override
    public Slice look(ResourceSink sink) throws InterruptedException {
        if (!service.inventoried()) {
            return lists(sink);
        }
        Optional<Reason> shortfall =
                follow(AssetInventory.resources(account, service), AssetInventory.LIST_RESOURCE, sink);
        if (shortfall.isEmpty()) {
            return new Slice.Seen(List.of());
        }
        boolean off = shortfall.get().code() == ReasonCode.GCP_API_DISABLED;
        return off && !service.sources().isEmpty() ? lists(sink) : new Slice.Blind(shortfall.get());
    }

    private Slice lists(ResourceSink sink) throws InterruptedException {
        List<Gap> gaps = new ArrayList<>();
        for (GoogleSource source : service.sources()) {
            Optional<Reason> shortfall = follow(source.pages(account), source.permission(), sink);
            if (shortfall.isPresent()) {
                if (!ofTheTypeAlone(shortfall.get())) {
                    return new Slice.Blind(shortfall.get());
                }
                gaps.add(new Gap(source.type(), shortfall.get()));
            }
        }
        return gaps.size() == service.sources().size()
                ? new Slice.Blind(gaps.getFirst().reason())
                : new Slice.Seen(gaps);
    }

    private static boolean ofTheTypeAlone(Reason reason) {
        return switch (reason.code().reasonClass()) {
            case PARTIAL, SKIPPED -> true;
            case PERMANENT, TRANSIENT, WARNING, PLATFORM, AWAITING -> false;
        };
    }

    /** Why it could not be followed to the end; empty when it could. What is known to be denied is not asked. */
    private Optional<Reason> follow(Pages pages, GooglePermission needed, ResourceSink sink)
            throws InterruptedException {
        String permission = needed.permission();
        Optional<Reason> denied = account.visit().denied(key(), permission);
        if (denied.isPresent()) {
            return denied;
        }
        PageTokens tokens = new PageTokens();
        String token = null;
        try {
            do {
                ResourcePage page = pages.page(account.session(), token);
                for (Resource resource : page.resources()) {
                    sink.accept(resource);
                }
                token = page.next();
                if (token != null && tokens.repeats(token)) {
                    throw new CallFailed(Symptom.implausible(PageTokens.REPEATED));
                }
            } while (token != null);
            return Optional.empty();
        } catch (CallFailed e) {
            return Optional.of(GoogleReasons.reason(e.symptom(), Step.INVENTORY, permission, now()));
        } catch (TokenRefused e) {
            return Optional.of(GoogleReasons.reason(e.symptom(), Step.TOKEN, GoogleProvider.TOKEN, now()));
        }
    }

    private Instant now() {
        return account.clock().instant();
    }
}
