package io.cloudconnectors.api.body;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Member names inside JSON pointers (RFC 6901, URI fragment form). */
final class Pointers {
    /** Names that clients invent may be anything, a pasted secret included: past this length they are cut. */
    private static final int LONGEST_NAME = 64;

    private Pointers() {}

    static String escape(String name) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
        return URLEncoder.encode(shown.replace("~", "~0").replace("/", "~1"), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}
