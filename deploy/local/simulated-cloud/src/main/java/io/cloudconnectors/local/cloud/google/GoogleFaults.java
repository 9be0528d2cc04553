package io.cloudconnectors.local.cloud.google;

import io.cloudconnectors.local.cloud.fault.ActiveFault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.google.wire.GoogleError;
import io.cloudconnectors.local.cloud.google.wire.GoogleOperation;
import io.cloudconnectors.local.cloud.google.wire.TokenError;
import io.cloudconnectors.local.cloud.google.wire.TokenRefused;
import io.cloudconnectors.local.cloud.http.ForeignPages;
import io.cloudconnectors.local.cloud.http.Reply;
import java.util.Map;

/** What each fault does to a call: before it is performed, or to its answer. */
final class GoogleFaults {
    private GoogleFaults() {}

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
    static boolean before(ActiveFault fault, GoogleOperation operation) {
        boolean token = operation == GoogleOperation.MINT_TOKEN;
        String api = operation.service().apiName();
        return switch (fault.kind()) {
            case THROTTLE ->
                throw token
                        ? new TokenRefused(TokenError.THROTTLED)
                        : GoogleError.RATE_LIMIT_EXCEEDED.because(
                                "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute' of service '"
                                        + api + "'.",
                                Map.of("service", api));
            case UNAVAILABLE ->
                throw token
                        ? new TokenRefused(TokenError.UNAVAILABLE)
                        : GoogleError.UNAVAILABLE.because("The service is currently unavailable.");
            case SERVER_ERROR ->
                throw token
                        ? new TokenRefused(TokenError.INTERNAL)
                        : GoogleError.INTERNAL.because("Internal error encountered.");
            case EXPIRED_SESSION ->
                throw GoogleError.ACCESS_TOKEN_EXPIRED.because("Request had invalid authentication credentials.");
            case NOT_SUBSCRIBED ->
                throw GoogleError.BILLING_DISABLED.because(
                        "This API method requires billing to be enabled.", Map.of("service", api));
            case REGION_DISABLED -> throw GoogleError.NOT_SIMULATED.because("Regions are not switched off here");
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
