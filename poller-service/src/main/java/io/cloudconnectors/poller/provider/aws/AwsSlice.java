package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.aws.AwsReasons.Step;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsResourceType;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsResourceType.Page;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One service in one region: its entries one after the other, each paged to its end. A denied entry is a gap and the next
 * one is tried; any other failure ends the slice, since it would meet the next entry too.
 */
final class AwsSlice implements SliceTask {
    private final SliceKey key;
    private final Step step;
    private final List<AwsResourceType> entries;
    private final SessionCalls.Factory calls;
    private final AwsSession session;
    private final InstantSource clock;

    AwsSlice(
            SliceKey key,
            Step step,
            List<AwsResourceType> entries,
            SessionCalls.Factory calls,
            AwsSession session,
            InstantSource clock) {
        this.key = key;
        this.step = step;
        this.entries = entries;
        this.calls = calls;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public SliceKey key() {
        return key;
    }

    @Override
    public Slice look(ResourceSink sink) throws InterruptedException {
        List<Gap> gaps = new ArrayList<>();
        for (AwsResourceType entry : entries) {
            Optional<Reason> shortfall = list(entry, sink);
            if (shortfall.isPresent()) {
                if (!denied(shortfall.get())) {
                    return new Slice.Blind(shortfall.get());
                }
                gaps.add(new Gap(entry.type(), shortfall.get()));
            }
        }
        return gaps.size() == entries.size() ? new Slice.Blind(mostTelling(gaps)) : new Slice.Seen(gaps);
    }

    private static boolean denied(Reason reason) {
        return reason.code() == ReasonCode.PERMISSION_MISSING || reason.code() == ReasonCode.SCP_DENIED;
    }

    /** What the customer can change in the account comes before what the organisation has decided. */
    private static Reason mostTelling(List<Gap> gaps) {
        return gaps.stream()
                .map(Gap::reason)
                .filter(reason -> reason.code() == ReasonCode.PERMISSION_MISSING)
                .findFirst()
                .orElseGet(() -> gaps.getFirst().reason());
    }

    /** Why it could not be listed to the end; empty when it could. */
    private Optional<Reason> list(AwsResourceType entry, ResourceSink sink) throws InterruptedException {
        Set<String> tokens = new HashSet<>();
        String token = null;
        try {
            do {
                Page page = page(entry, token);
                for (Resource resource : page.resources()) {
                    sink.accept(resource);
                }
                token = page.next();
                if (token != null && !tokens.add(token)) {
                    throw new NotListed(new Reason(
                            ReasonCode.PROVIDER_ERROR,
                            "RepeatedPageToken",
                            null,
                            entry.permission().action(),
                            clock.instant()));
                }
            } while (token != null);
            return Optional.empty();
        } catch (NotListed e) {
            return Optional.of(e.reason);
        }
    }

    /** A page; when the session has expired, with a new one. */
    private Page page(AwsResourceType entry, @Nullable String token) throws NotListed, InterruptedException {
        AwsCredentials credentials = session.credentials();
        try {
            return entry.page(calls.with(credentials), token);
        } catch (SdkException e) {
            Symptom symptom = Symptom.of(e);
            if (!symptom.sessionExpired()) {
                throw new NotListed(
                        AwsReasons.reason(symptom, step, entry.permission().action(), clock.instant()));
            }
        }
        renew(credentials);
        try {
            return entry.page(calls.with(session.credentials()), token);
        } catch (SdkException e) {
            throw new NotListed(
                    AwsReasons.reason(Symptom.of(e), step, entry.permission().action(), clock.instant()));
        }
    }

    private void renew(AwsCredentials expired) throws NotListed, InterruptedException {
        try {
            session.renew(expired);
        } catch (SdkException e) {
            throw new NotListed(AwsReasons.reason(Symptom.of(e), Step.ASSUME_ROLE, "sts:AssumeRole", clock.instant()));
        }
    }

    /** Ends the listing of one entry. Made without a stack trace: it is an outcome. */
    @SuppressWarnings("serial")
    private static final class NotListed extends Exception {
        private final Reason reason;

        NotListed(Reason reason) {
            super(reason.code().name(), null, false, false);
            this.reason = reason;
        }
    }
}
