package io.cloudconnectors.poller.provider.aws.catalogue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The documents of IAM, which come URL-encoded (RFC 3986), where a plus is a plus. */
final class Policies {
    private Policies() {}

    static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
