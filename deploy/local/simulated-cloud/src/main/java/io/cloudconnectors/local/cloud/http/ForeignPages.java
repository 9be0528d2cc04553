package io.cloudconnectors.local.cloud.http;

/** Answers that no service writes: those of a proxy or a gateway on the way to it. */
public final class ForeignPages {
    private ForeignPages() {}

    /** What a company's proxy says to a host that is not on its list. */
    public static Reply html() {
        return Reply.of(
                403, "text/html", "<html><head><title>Blocked</title></head><body>Blocked by a proxy</body></html>");
    }

    /** What a gateway says when it has no server left. */
    public static Reply xml() {
        return Reply.of(
                503,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>ServerBusy</Code></Error>");
    }
}
