package io.cloudconnectors.local.cloud.azure;

import io.cloudconnectors.local.cloud.fault.ActiveFault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.http.ForeignPages;
import io.cloudconnectors.local.cloud.http.Reply;
import java.time.Instant;

/** What each fault does to a call: before it is performed, or to its answer. */
final class AzureFaults {
    private AzureFaults() {}

    /** The connection is to be closed without an answer. */
    static final class Dropped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Dropped() {
            super("dropped", null, false, false);
        }
    }

    /** Waits or fails, where the fault says so. */
    static void before(ActiveFault fault, AzureOperation operation, String account, Instant now) {
        boolean signIn = operation == AzureOperation.TOKEN;
        switch (fault.kind()) {
            case THROTTLE -> throw throttled(operation).about(account);
            case EXPIRED_SESSION -> throw AzureError.EXPIRED_TOKEN.about(now, now);
            case NOT_SUBSCRIBED -> throw AzureError.NOT_REGISTERED.about("Microsoft.ResourceGraph");
            case UNAVAILABLE -> throw (signIn ? AzureError.SIGN_IN_UNAVAILABLE : AzureError.UNAVAILABLE).about();
            case SERVER_ERROR -> throw AzureError.INTERNAL.about(now);
            case REGION_DISABLED ->
                throw AzureError.NOT_SIMULATED.about("the fault " + fault.kind().wireName());
            case DROP -> throw new Dropped();
            case HANG -> hang(fault);
            case ENDLESS_PAGES, TRUNCATE, MALFORMED_XML, HTML_PAGE, XML_PAGE -> {}
        }
    }

    static Reply after(FaultKind kind, Reply reply) {
        return switch (kind) {
            case TRUNCATE -> reply.delivered(Reply.Delivery.CUT);
            case MALFORMED_XML ->
                reply.withBody(reply.body().substring(0, reply.body().length() * 2 / 3));
            case HTML_PAGE -> ForeignPages.html();
            case XML_PAGE -> ForeignPages.xml();
            case THROTTLE,
                    EXPIRED_SESSION,
                    UNAVAILABLE,
                    SERVER_ERROR,
                    NOT_SUBSCRIBED,
                    REGION_DISABLED,
                    DROP,
                    HANG,
                    ENDLESS_PAGES -> reply;
        };
    }

    private static AzureError throttled(AzureOperation operation) {
        return switch (operation) {
            case TOKEN -> AzureError.SIGN_IN_THROTTLED;
            case QUERY -> AzureError.GRAPH_THROTTLED;
            case GET_SUBSCRIPTION, LIST_RESOURCES, LIST_RESOURCE_GROUPS -> AzureError.ARM_THROTTLED;
        };
    }

    private static void hang(ActiveFault fault) {
        try {
            var _ = fault.hang();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Dropped();
        }
    }
}
