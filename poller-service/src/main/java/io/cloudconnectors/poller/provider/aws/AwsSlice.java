package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.ResourceSink;
import io.cloudconnectors.poller.provider.SliceTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** One service in one region: its types, one after the other. A type that fails is a gap; all of them, and it is blind. */
record AwsSlice(SliceKey key, List<AwsResourceType> types, AwsResourceType.Where where, AwsFailures failures)
        implements SliceTask {

    @Override
    public Slice look(ResourceSink sink) throws InterruptedException {
        List<Gap> gaps = new ArrayList<>();
        Reason giveUp = null;
        for (AwsResourceType type : types) {
            Reason failure = giveUp == null ? list(type, sink) : giveUp;
            if (failure != null) {
                gaps.add(new Gap(type.type(), failure));
                giveUp = isAboutTheService(failure) ? failure : null;
            }
        }
        return gaps.size() == types.size() ? new Slice.Blind(gaps.getFirst().reason()) : new Slice.Seen(gaps);
    }

    private @Nullable Reason list(AwsResourceType type, ResourceSink sink) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("The run was stopped");
        }
        try {
            type.list(where, new EndlessPages(sink));
            return null;
        } catch (EndlessPages.Detected endless) {
            return failures.endlessPages(type.permission());
        } catch (SdkException e) {
            return failures.calling(e, type.permission());
        }
    }

    /** After trouble that is not about one permission, the service's other calls are spared. */
    private static boolean isAboutTheService(Reason reason) {
        return reason.code().reasonClass() == ReasonClass.TRANSIENT
                || reason.code().reasonClass() == ReasonClass.SKIPPED;
    }
}
