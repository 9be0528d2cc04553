package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.PageTokens;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.aws.AwsReasons.Step;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsResourceType;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsResourceType.Page;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One service in one region: its entries one after the other, each paged to its end. A denied entry is a gap and the next
 * one is tried; any other failure ends the slice, since it would meet the next entry too. What is known to be denied is a gap
 * without a call.
 */
final class AwsSlice implements SliceTask {
    private final Part part;
    private final SessionCalls.Factory calls;
    private final AwsSession session;
    private final Known known;
    private final InstantSource clock;

    /** Which part of the account it is. */
    record Part(SliceKey key, Step step, List<AwsResourceType> entries) {}

    /** What is not asked for, since it was denied before. */
    interface Known {
        /** Why a permission is not asked for in a slice; empty when it is. */
        Optional<Reason> denied(SliceKey slice, String permission);
    }

    AwsSlice(Part part, SessionCalls.Factory calls, AwsSession session, Known known, InstantSource clock) {
        this.part = part;
        this.calls = calls;
        this.session = session;
        this.known = known;
        this.clock = clock;
    }

    @Override
    public SliceKey key() {
        return part.key();
    }

    @Override
    public Slice look(ResourceSink sink) throws InterruptedException {
        List<Gap> gaps = new ArrayList<>();
        int unlisted = 0;
        for (AwsResourceType entry : part.entries()) {
            DetailReads details = new DetailReads(entry.permission(), part.step(), this::known, clock);
            Optional<Reason> shortfall = known(entry.permission());
            if (shortfall.isEmpty()) {
                shortfall = list(entry, details, sink);
            }
            if (shortfall.isEmpty()) {
                gaps.addAll(details.gaps(entry.type()));
            } else if (AwsReasons.isDenial(shortfall.get())) {
                gaps.add(new Gap(entry.type(), shortfall.get()));
                unlisted++;
            } else {
                return new Slice.Blind(shortfall.get());
            }
        }
        return unlisted == part.entries().size() ? new Slice.Blind(mostTelling(gaps)) : new Slice.Seen(gaps);
    }

    private Optional<Reason> known(AwsPermission permission) {
        return known.denied(part.key(), permission.action());
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
    private Optional<Reason> list(AwsResourceType entry, DetailReads details, ResourceSink sink)
            throws InterruptedException {
        PageTokens tokens = new PageTokens();
        String token = null;
        try {
            do {
                Page page = page(entry, details, token);
                for (Resource resource : page.resources()) {
                    sink.accept(resource);
                }
                token = page.next();
                if (token != null && tokens.repeats(token)) {
                    throw new NotListed(new Reason(
                            ReasonCode.PROVIDER_ERROR,
                            PageTokens.REPEATED,
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
    private Page page(AwsResourceType entry, DetailReads details, @Nullable String token)
            throws NotListed, InterruptedException {
        AwsCredentials credentials = credentials();
        details.atTheList();
        try {
            return entry.page(calls.with(credentials, details), token);
        } catch (SdkException e) {
            Symptom symptom = Symptom.of(e);
            if (!symptom.sessionExpired()) {
                throw notListed(symptom, details);
            }
        }
        renew(credentials);
        details.atTheList();
        try {
            return entry.page(calls.with(credentials(), details), token);
        } catch (SdkException e) {
            throw notListed(Symptom.of(e), details);
        }
    }

    private NotListed notListed(Symptom symptom, DetailReads details) {
        return new NotListed(
                AwsReasons.reason(symptom, part.step(), details.asking().action(), clock.instant()));
    }

    private AwsCredentials credentials() throws NotListed, InterruptedException {
        try {
            return session.credentials();
        } catch (SdkException e) {
            throw notAssumed(e);
        }
    }

    private void renew(AwsCredentials expired) throws NotListed, InterruptedException {
        try {
            session.renew(expired);
        } catch (SdkException e) {
            throw notAssumed(e);
        }
    }

    private NotListed notAssumed(SdkException e) throws InterruptedException {
        return new NotListed(AwsReasons.reason(Symptom.of(e), Step.ASSUME_ROLE, "sts:AssumeRole", clock.instant()));
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
