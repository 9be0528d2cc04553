package io.cloudconnectors.local.cloud.aws;

import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.fault.FaultKind;

/** What the services themselves say where a fault makes them fail. */
final class AwsFaults {
    private AwsFaults() {}

    /** Fails in the words of the service, where that is the fault. */
    static void refuse(FaultKind fault, AwsService service, String account) {
        switch (fault) {
            case THROTTLE -> throw new AwsFailure(CommonError.THROTTLED.in(service));
            case EXPIRED_SESSION -> throw new AwsFailure(CommonError.EXPIRED_TOKEN.in(service));
            case NOT_SUBSCRIBED -> throw new AwsFailure(CommonError.NOT_SUBSCRIBED.in(service));
            case UNAVAILABLE -> throw new AwsFailure(CommonError.UNAVAILABLE.in(service));
            case SERVER_ERROR -> throw new AwsFailure(CommonError.INTERNAL.in(service));
            case REGION_DISABLED -> throw ServiceError.STS_REGION_DISABLED.about(account);
            case DROP, HANG, SLOW, ENDLESS_PAGES, TRUNCATE, MALFORMED_XML, HTML_PAGE, XML_PAGE -> {}
        }
    }
}
