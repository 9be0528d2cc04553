package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.poller.provider.aws.AwsReasons.Step;
import io.cloudconnectors.poller.provider.aws.catalogue.Absence;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The detail of one entry's resources, for one look: a permission that is denied is one gap, however many resources lack
 * their part, and after some denials in a row it is not asked for again.
 */
final class DetailReads implements SessionCalls.Details {
    /** A resource can be out of reach by itself (a key's policy, a bucket's); so many in a row are none of theirs. */
    private static final int ENOUGH = 3;

    private final AwsPermission listing;
    private final Step step;
    private final Function<AwsPermission, Optional<Reason>> known;
    private final InstantSource clock;
    private final Map<AwsPermission, Reason> denied = new EnumMap<>(AwsPermission.class);
    private final Map<AwsPermission, Integer> inARow = new EnumMap<>(AwsPermission.class);
    private AwsPermission asking;

    /**
     * The detail of the resources of one entry.
     *
     * @param listing what the entry is listed by
     * @param known why a permission is not asked for at all
     */
    DetailReads(
            AwsPermission listing, Step step, Function<AwsPermission, Optional<Reason>> known, InstantSource clock) {
        this.listing = listing;
        this.asking = listing;
        this.step = step;
        this.known = known;
        this.clock = clock;
    }

    @Override
    public boolean read(AwsPermission permission, Runnable read) {
        if (isKnown(permission) || inARow.getOrDefault(permission, 0) >= ENOUGH) {
            return false;
        }
        AwsPermission outer = asking;
        asking = permission;
        boolean seen = seen(permission, read);
        asking = outer;
        return seen;
    }

    /** What is thrown leaves {@link #asking} as it is, which says what for. */
    private boolean seen(AwsPermission permission, Runnable read) {
        try {
            read.run();
            inARow.remove(permission);
            return true;
        } catch (AwsServiceException e) {
            return isThere(permission, e);
        }
    }

    private boolean isKnown(AwsPermission permission) {
        Optional<Reason> why = known.apply(permission);
        why.ifPresent(reason -> denied.putIfAbsent(permission, reason));
        return why.isPresent();
    }

    /** Whether the failed call is an answer all the same. Throws it on when it is neither that nor a denial. */
    private boolean isThere(AwsPermission permission, AwsServiceException e) {
        if (Absence.isToldBy(e)) {
            inARow.remove(permission);
            return true;
        }
        if (e.awsErrorDetails() == null) {
            throw e;
        }
        Reason reason = AwsReasons.reason(Symptom.answered(e), step, permission.action(), clock.instant());
        if (!AwsReasons.isDenial(reason)) {
            throw e;
        }
        denied.putIfAbsent(permission, reason);
        inARow.merge(permission, 1, Integer::sum);
        return false;
    }

    /** The list is asked for (again). */
    void atTheList() {
        asking = listing;
    }

    /** Which permission the call needed that has just failed. */
    AwsPermission asking() {
        return asking;
    }

    /** One for each permission that was denied. */
    List<Gap> gaps(String type) {
        return denied.values().stream()
                .map(reason -> new Gap(type, reason, true))
                .toList();
    }
}
