package io.cloudconnectors.local.cloud.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The faults that can be made. Those that need no help (a wrong External ID, a missing permission) are not here. */
public enum FaultKind {
    /** The service's own throttling answer. */
    THROTTLE,
    /** The answer's headers, half of its body, then a closed connection. */
    TRUNCATE,
    /** No answer until the fault is lifted or its seconds are over; then the call goes on as if nothing had been. */
    HANG,
    /** Each call takes so many milliseconds longer. */
    SLOW,
    /** The connection closes without an answer. */
    DROP,
    /** STS is not active in the region for this account. AssumeRole only. */
    REGION_DISABLED,
    /** The account has not subscribed to the service. */
    NOT_SUBSCRIBED,
    /** The caller's session is treated as expired. */
    EXPIRED_SESSION,
    /** Every page has a next one; after the last comes the first again. */
    ENDLESS_PAGES,
    /** The service's 503. */
    UNAVAILABLE,
    /** The service's 500. */
    SERVER_ERROR,
    /** Status 200 with XML that ends in the middle of an element. */
    MALFORMED_XML,
    /** A page of HTML with status 403, as of a proxy that stands between. */
    HTML_PAGE,
    /** A document of XML with status 503, where another format was asked for. */
    XML_PAGE;

    /** Lower case with dashes, as written in YAML: {@code endless-pages}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static FaultKind of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No fault kind " + wireName + "; there are: "
                        + Arrays.stream(values()).map(FaultKind::wireName).collect(Collectors.joining(", "))));
    }
}
