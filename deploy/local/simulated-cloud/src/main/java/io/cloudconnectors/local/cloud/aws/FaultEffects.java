package io.cloudconnectors.local.cloud.aws;

import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.fault.ActiveFault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.http.ForeignPages;
import io.cloudconnectors.local.cloud.http.Reply;

/** What each fault does to a call: before it is performed, or to its answer. */
final class FaultEffects {
    private FaultEffects() {}

    /** The connection is to be closed without an answer. */
    static final class Dropped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Dropped() {
            super("dropped", null, false, false);
        }
    }

    /**
     * Waits or fails, where the fault says so.
     *
     * @return whether pages are endless
     */
    static boolean before(ActiveFault fault, AwsService service, String account) {
        return switch (fault.kind()) {
            case THROTTLE -> throw new AwsFailure(CommonError.THROTTLED.in(service));
            case EXPIRED_SESSION -> throw new AwsFailure(CommonError.EXPIRED_TOKEN.in(service));
            case NOT_SUBSCRIBED -> throw new AwsFailure(CommonError.NOT_SUBSCRIBED.in(service));
            case UNAVAILABLE -> throw new AwsFailure(CommonError.UNAVAILABLE.in(service));
            case SERVER_ERROR -> throw new AwsFailure(CommonError.INTERNAL.in(service));
            case REGION_DISABLED -> throw ServiceError.STS_REGION_DISABLED.about(account);
            case DROP -> throw new Dropped();
            case HANG -> {
                hang(fault);
                yield false;
            }
            case ENDLESS_PAGES -> true;
            case TRUNCATE, MALFORMED_XML, HTML_PAGE, XML_PAGE -> false;
        };
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

    private static void hang(ActiveFault fault) {
        try {
            fault.hang();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Dropped();
        }
    }
}
