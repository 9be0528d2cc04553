package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.azure.AzureReasons.Step;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One table, page by page. Where Resource Graph is denied, the list of the Resource Manager is taken. Which types that list
 * lacks is written nowhere, so that it has a gap of every type: what it names is there, and nothing is gone for its absence.
 */
final class AzureSlice implements SliceTask {
    private static final String REPEATED_TOKEN = "RepeatedPageToken";

    private final AzureTable table;
    private final String subscription;
    private final AzureClients.Session session;
    private final InstantSource clock;

    AzureSlice(AzureTable table, String subscription, AzureClients.Session session, InstantSource clock) {
        this.table = table;
        this.subscription = subscription;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public SliceKey key() {
        return new SliceKey(SliceKey.GLOBAL, table.service());
    }

    @Override
    public Slice look(ResourceSink sink) throws InterruptedException {
        Optional<Reason> denied =
                follow(new GraphPages(table.query(), subscription, session), GraphPages.PERMISSION, sink);
        if (denied.isEmpty()) {
            return new Slice.Seen(List.of());
        }
        if (denied.get().code() != ReasonCode.PERMISSION_MISSING) {
            return new Slice.Blind(denied.get());
        }
        return follow(table.listed(session), table.listPermission(), sink)
                .<Slice>map(Slice.Blind::new)
                .orElseGet(() -> new Slice.Seen(List.of(new Gap(Gap.EVERY_TYPE, denied.get()))));
    }

    /** Why it could not be followed to the end; empty when it could. */
    private Optional<Reason> follow(Pages pages, String permission, ResourceSink sink) throws InterruptedException {
        Set<String> tokens = new HashSet<>();
        @Nullable String token;
        do {
            Pages.Page page;
            try {
                page = pages.next();
            } catch (RuntimeException e) {
                return Optional.of(AzureReasons.reason(Symptom.of(e), Step.CONTENT, permission, clock.instant()));
            }
            for (Resource resource : page.resources()) {
                sink.accept(resource);
            }
            token = page.next();
            if (token != null && !tokens.add(token)) {
                return Optional.of(
                        new Reason(ReasonCode.PROVIDER_ERROR, REPEATED_TOKEN, null, permission, clock.instant()));
            }
        } while (token != null);
        return Optional.empty();
    }
}
