package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.PageTokens;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.Visit;
import io.cloudconnectors.poller.provider.azure.AzureReasons.Step;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source, page by page. Where Resource Graph is denied, the list of the Resource Manager is taken, if it has one. Which
 * types that list lacks is written nowhere, so that it has a gap of every type: what it names is there, and nothing is gone
 * for its absence. So it is as well where the application {@linkplain Reach reads only a part} of the subscription.
 */
final class AzureSlice implements SliceTask {
    private static final String RESULT_TRUNCATED = "ResultTruncated";

    private final AzureSource source;
    private final Visit visit;
    private final AzureClients.Session session;
    private final Reach reach;
    private final InstantSource clock;

    AzureSlice(AzureSource source, Visit visit, AzureClients.Session session, Reach reach, InstantSource clock) {
        this.source = source;
        this.visit = visit;
        this.session = session;
        this.reach = reach;
        this.clock = clock;
    }

    static SliceKey key(AzureSource source) {
        return new SliceKey(SliceKey.GLOBAL, source.service());
    }

    @Override
    public SliceKey key() {
        return key(source);
    }

    @Override
    public Slice look(ResourceSink sink) throws InterruptedException {
        return switch (source) {
            case AzureSource.Listed listed ->
                follow(listed.list(), sink).<Slice>map(Slice.Blind::new).orElseGet(() -> new Slice.Seen(List.of()));
            case AzureSource.Table table -> look(table, sink);
        };
    }

    private Slice look(AzureSource.Table table, ResourceSink sink) throws InterruptedException {
        Optional<Reason> unsure = reach.before(key()).filter(reason -> !isDenial(reason));
        if (unsure.isPresent()) {
            return new Slice.Blind(unsure.get());
        }
        Optional<Reason> failed = follow(new GraphPages(table, session), GraphPages.PERMISSION, sink);
        if (failed.isEmpty()) {
            return reach.after(key()).map(AzureSlice::part).orElseGet(() -> new Slice.Seen(List.of()));
        }
        Optional<AzureSource.ManagerList> standIn = table.standIn();
        if (!isDenial(failed.get()) || standIn.isEmpty()) {
            return new Slice.Blind(failed.get());
        }
        return follow(standIn.get(), sink).<Slice>map(Slice.Blind::new).orElseGet(() -> part(failed.get()));
    }

    /** What was found is taken in where a denial says that there may be more; after any other failure nobody knows. */
    private static Slice part(Reason reason) {
        return isDenial(reason) ? new Slice.Seen(List.of(new Gap(Gap.EVERY_TYPE, reason))) : new Slice.Blind(reason);
    }

    private static boolean isDenial(Reason reason) {
        return reason.code() == ReasonCode.PERMISSION_MISSING;
    }

    private Optional<Reason> follow(AzureSource.ManagerList list, ResourceSink sink) throws InterruptedException {
        return follow(list.pages().apply(session), list.permission().action(), sink);
    }

    /** Why it could not be followed to the end; empty when it could. What is known to be denied is not asked. */
    private Optional<Reason> follow(Pages pages, String permission, ResourceSink sink) throws InterruptedException {
        Optional<Reason> denied = visit.denied(key(), permission);
        if (denied.isPresent()) {
            return denied;
        }
        PageTokens tokens = new PageTokens();
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
            if (token != null && tokens.repeats(token)) {
                return Optional.of(
                        new Reason(ReasonCode.PROVIDER_ERROR, PageTokens.REPEATED, null, permission, clock.instant()));
            }
        } while (token != null);
        return Optional.empty();
    }
}
