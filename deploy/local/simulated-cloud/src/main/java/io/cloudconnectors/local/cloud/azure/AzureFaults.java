package io.cloudconnectors.local.cloud.azure;

import io.cloudconnectors.local.cloud.fault.Fault;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What the services themselves say where a fault makes them fail. */
final class AzureFaults {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private AzureFaults() {}

    /** Fails in the words of the service, where that is the fault. */
    static void refuse(Fault fault, AzureOperation operation, String account, Instant now) {
        boolean signIn = operation == AzureOperation.TOKEN;
        switch (fault.kind()) {
            case THROTTLE -> throw throttled(operation).about(account).with(retryAfter(fault, now));
            case EXPIRED_SESSION -> throw AzureError.EXPIRED_TOKEN.about(now, now);
            case NOT_SUBSCRIBED -> throw AzureError.NOT_REGISTERED.about("Microsoft.ResourceGraph");
            case UNAVAILABLE -> throw (signIn ? AzureError.SIGN_IN_UNAVAILABLE : AzureError.UNAVAILABLE).about();
            case SERVER_ERROR -> throw AzureError.INTERNAL.about(now);
            case REGION_DISABLED ->
                throw AzureError.NOT_SIMULATED.about("the fault " + fault.kind().wireName());
            case DROP, HANG, SLOW, ENDLESS_PAGES, TRUNCATE, MALFORMED_XML, HTML_PAGE, XML_PAGE -> {}
        }
    }

    /** As a date where the fault says how long; a client must understand both forms (RFC 9110 section 10.2.3). */
    private static Map<String, String> retryAfter(Fault fault, Instant now) {
        Integer seconds = fault.seconds();
        return seconds == null ? Map.of() : Map.of("Retry-After", HTTP_DATE.format(now.plusSeconds(seconds)));
    }

    private static AzureError throttled(AzureOperation operation) {
        return switch (operation) {
            case TOKEN -> AzureError.SIGN_IN_THROTTLED;
            case QUERY -> AzureError.GRAPH_THROTTLED;
            case GET_SUBSCRIPTION, LIST_PROVIDERS, LIST_RESOURCES, LIST_RESOURCE_GROUPS, LIST_ROLE_ASSIGNMENTS ->
                AzureError.ARM_THROTTLED;
        };
    }
}
