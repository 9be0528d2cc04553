package io.cloudconnectors.poller.provider;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import java.util.List;

/** One slice of an account, ready to be looked at. */
public interface SliceTask {

    SliceKey key();

    /** Looks at the slice to its end. Resources go to the sink page by page, so that memory does not grow with them. */
    Slice look(ResourceSink sink) throws InterruptedException;

    /** "Could not look" is never "empty". */
    sealed interface Slice {
        /**
         * Looked at to the end.
         *
         * @param gaps the types that could not be looked at; what was sent of them before stays
         */
        record Seen(List<Gap> gaps) implements Slice {
            public Seen {
                gaps = List.copyOf(gaps);
            }
        }

        /** Nothing could be looked at. */
        record Blind(Reason reason) implements Slice {}
    }

    /** A slice that is known to be blind without looking. */
    static SliceTask blind(SliceKey key, Reason reason) {
        return new SliceTask() {
            @Override
            public SliceKey key() {
                return key;
            }

            @Override
            public Slice look(ResourceSink sink) {
                return new Slice.Blind(reason);
            }
        };
    }
}
