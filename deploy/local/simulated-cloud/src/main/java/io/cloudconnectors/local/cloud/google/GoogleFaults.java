package io.cloudconnectors.local.cloud.google;

import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.google.wire.GoogleError;
import io.cloudconnectors.local.cloud.google.wire.GoogleOperation;
import io.cloudconnectors.local.cloud.google.wire.TokenError;
import io.cloudconnectors.local.cloud.google.wire.TokenRefused;
import java.util.Map;

/** What the services themselves say where a fault makes them fail. */
final class GoogleFaults {
    private GoogleFaults() {}

    /** Fails in the words of the service, where that is the fault. */
    static void refuse(FaultKind fault, GoogleOperation operation) {
        boolean token = operation == GoogleOperation.MINT_TOKEN;
        String api = operation.service().apiName();
        switch (fault) {
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
            case DROP, HANG, SLOW, ENDLESS_PAGES, TRUNCATE, MALFORMED_XML, HTML_PAGE, XML_PAGE -> {}
        }
    }
}
