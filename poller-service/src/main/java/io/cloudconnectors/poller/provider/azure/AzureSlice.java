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
 * So it is as well where the application {@linkplain Reach reads only a part} of the subscription.
 */
final class AzureSlice implements SliceTask {
    private static final String REPEATED_TOKEN = "RepeatedPageToken";
    private static final String RESULT_TRUNCATED = "ResultTruncated";

    private final AzureTable table;
    private final String subscription;
    private final AzureClients.Session session;
    private final Reach reach;
    private final InstantSource clock;

    AzureSlice(AzureTable table, String subscription, AzureClients.Session session, Reach reach, InstantSource clock) {
        this.table = table;
        this.subscription = subscription;
        this.session = session;
        this.reach = reach;
        this.clock = clock;
    }

    @Override
    public SliceKey key() {
        return new SliceKey(SliceKey.GLOBAL, table.service());
    }

    @Override
    public Slice look(ResourceSink sink) throws InterruptedException {
        Optional<Reason> unsure = reach.before().filter(reason -> !isDenial(reason));
        if (unsure.isPresent()) {
            return new Slice.Blind(unsure.get());
        }
        Optional<Reason> failed =
                follow(new GraphPages(table.query(), subscription, session), GraphPages.PERMISSION, sink);
        if (failed.isEmpty()) {
            return reach.after().map(AzureSlice::part).orElseGet(() -> new Slice.Seen(List.of()));
        }
        if (!isDenial(failed.get())) {
            return new Slice.Blind(failed.get());
        }
        return follow(table.listed(session), table.listPermission(), sink)
                .<Slice>map(Slice.Blind::new)
                .orElseGet(() -> part(failed.get()));
    }

    /** What was found is taken in where a denial says that there may be more; after any other failure nobody knows. */
    private static Slice part(Reason reason) {
        return isDenial(reason) ? new Slice.Seen(List.of(new Gap(Gap.EVERY_TYPE, reason))) : new Slice.Blind(reason);
    }

    private static boolean isDenial(Reason reason) {
        return reason.code() == ReasonCode.PERMISSION_MISSING;
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
            if (page.lacking()) {
                return Optional.of(
                        new Reason(ReasonCode.PROVIDER_ERROR, RESULT_TRUNCATED, null, permission, clock.instant()));
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
