package io.cloudconnectors.local.cloud.fault;

import io.cloudconnectors.local.cloud.http.Reply;

/** The connection is to be closed without an answer. */
public final class Dropped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Dropped() {
        super("dropped", null, false, false);
    }

    /** What stands for it where a reply is needed. */
    public static Reply reply() {
        return Reply.of(503, "text/plain", "").delivered(Reply.Delivery.NONE);
    }
}
