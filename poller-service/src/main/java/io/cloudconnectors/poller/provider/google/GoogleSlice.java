package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.google.GoogleReasons.Step;
import io.cloudconnectors.poller.provider.google.GoogleSession.TokenRefused;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One service of a project: from Cloud Asset Inventory, and where that API is off from the service's own lists, if it has
 * any. A list that is denied or off is a gap and the next one is tried; any other failure ends the slice.
 */
final class GoogleSlice implements SliceTask {
    private final GoogleService service;
    private final String projectId;
    private final GoogleClients clients;
    private final GoogleSession session;
    private final InstantSource clock;

    GoogleSlice(
            GoogleService service,
            String projectId,
            GoogleClients clients,
            GoogleSession session,
            InstantSource clock) {
        this.service = service;
        this.projectId = projectId;
        this.clients = clients;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public SliceKey key() {
        return new SliceKey(SliceKey.GLOBAL, service.shortName());
    }

    @Override
    public Slice look(ResourceSink sink) throws InterruptedException {
        AssetInventory inventory = new AssetInventory(clients, projectId, service, clock.instant());
        Optional<Reason> shortfall = follow(token -> inventory.page(session, token), AssetInventory.PERMISSION, sink);
        if (shortfall.isEmpty()) {
            return new Slice.Seen(List.of());
        }
        boolean off = shortfall.get().code() == ReasonCode.GCP_API_DISABLED;
        return off && !service.types().isEmpty() ? lists(sink) : new Slice.Blind(shortfall.get());
    }

    private Slice lists(ResourceSink sink) throws InterruptedException {
        List<Gap> gaps = new ArrayList<>();
        for (ListedType type : service.types()) {
            ListedPages pages = new ListedPages(clients, projectId, type);
            Optional<Reason> shortfall = follow(token -> pages.page(session, token), type.permission(), sink);
            if (shortfall.isPresent()) {
                if (!ofTheTypeAlone(shortfall.get())) {
                    return new Slice.Blind(shortfall.get());
                }
                gaps.add(new Gap(type.type(), shortfall.get()));
            }
        }
        return gaps.size() == service.types().size()
                ? new Slice.Blind(gaps.getFirst().reason())
                : new Slice.Seen(gaps);
    }

    private static boolean ofTheTypeAlone(Reason reason) {
        return switch (reason.code().reasonClass()) {
            case PARTIAL, SKIPPED -> true;
            case PERMANENT, TRANSIENT, WARNING, PLATFORM, AWAITING -> false;
        };
    }

    /** A list by its pages. */
    private interface Pages {
        ResourcePage page(@Nullable String token) throws CallFailed, TokenRefused, InterruptedException;
    }

    /** Why it could not be followed to the end; empty when it could. */
    private Optional<Reason> follow(Pages pages, String permission, ResourceSink sink) throws InterruptedException {
        Set<String> tokens = new HashSet<>();
        String token = null;
        try {
            do {
                ResourcePage page = pages.page(token);
                for (Resource resource : page.resources()) {
                    sink.accept(resource);
                }
                token = page.next();
                if (token != null && !tokens.add(token)) {
                    throw new CallFailed(Symptom.implausible("RepeatedPageToken"));
                }
            } while (token != null);
            return Optional.empty();
        } catch (CallFailed e) {
            return Optional.of(GoogleReasons.reason(e.symptom(), Step.INVENTORY, permission, clock.instant()));
        } catch (TokenRefused e) {
            return Optional.of(GoogleReasons.reason(e.symptom(), Step.TOKEN, GoogleProvider.TOKEN, clock.instant()));
        }
    }
}
