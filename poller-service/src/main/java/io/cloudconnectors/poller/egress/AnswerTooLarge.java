package io.cloudconnectors.poller.egress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An answer that is larger than any page of a cloud; read no further, so that nobody fills our memory. */
public final class AnswerTooLarge extends IOException {
    /** What a reason says in the place of a provider's code. */
    public static final String CODE = "AnswerTooLarge";

    /** Several times the largest page: Resource Graph gives 16 MiB at most. */
    public static final int LIMIT = 64 << 20;

    private static final long serialVersionUID = 1;

    private AnswerTooLarge(long limit) {
        super("An answer of more than " + limit + " bytes");
    }

    /** Whether it is at the bottom of a failure, however an SDK has wrapped it. */
    public static boolean in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AnswerTooLarge) {
                return true;
            }
        }
        return false;
    }

    /** The same content, up to {@link #LIMIT}. */
    public static InputStream bound(InputStream content) {
        return bound(content, LIMIT);
    }

    static InputStream bound(InputStream content, long limit) {
        return new Bounded(content, limit);
    }

    private static final class Bounded extends FilterInputStream {
        private final long limit;
        private long read;

        private Bounded(InputStream content, long limit) {
            super(content);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int some = super.read(to, offset, length);
            count(Math.max(some, 0));
            return some;
        }

        @Override
        public long skip(long n) throws IOException {
            long some = super.skip(n);
            count(some);
            return some;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long more) throws AnswerTooLarge {
            read += more;
            if (read > limit) {
                throw new AnswerTooLarge(limit);
            }
        }
    }
}
