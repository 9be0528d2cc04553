package io.cloudconnectors.local.cloud.azure;

import io.cloudconnectors.local.cloud.fault.FaultKind;
import java.time.Instant;

/** What the services themselves say where a fault makes them fail. */
final class AzureFaults {
    private AzureFaults() {}

    /** Fails in the words of the service, where that is the fault. */
    static void refuse(FaultKind fault, AzureOperation operation, String account, Instant now) {
        boolean signIn = operation == AzureOperation.TOKEN;
        switch (fault) {
            case THROTTLE -> throw throttled(operation).about(account);
            case EXPIRED_SESSION -> throw AzureError.EXPIRED_TOKEN.about(now, now);
            case NOT_SUBSCRIBED -> throw AzureError.NOT_REGISTERED.about("Microsoft.ResourceGraph");
            case UNAVAILABLE -> throw (signIn ? AzureError.SIGN_IN_UNAVAILABLE : AzureError.UNAVAILABLE).about();
            case SERVER_ERROR -> throw AzureError.INTERNAL.about(now);
            case REGION_DISABLED -> throw AzureError.NOT_SIMULATED.about("the fault " + fault.wireName());
            case DROP, HANG, ENDLESS_PAGES, TRUNCATE, MALFORMED_XML, HTML_PAGE, XML_PAGE -> {}
        }
    }

    private static AzureError throttled(AzureOperation operation) {
        return switch (operation) {
            case TOKEN -> AzureError.SIGN_IN_THROTTLED;
            case QUERY -> AzureError.GRAPH_THROTTLED;
            case GET_SUBSCRIPTION, LIST_RESOURCES, LIST_RESOURCE_GROUPS -> AzureError.ARM_THROTTLED;
        };
    }
}
