package io.cloudconnectors.local.cloud.google;

import io.cloudconnectors.local.cloud.google.wire.GoogleError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lists into pages. A token says for what list it was made, so that one of another list or project is refused.
 *
 * @param list names the list with all that narrows it
 * @param endless a fault: the last page is followed by the first
 */
record ResourcePages(String list, boolean endless) {

    /** @param next absent after the last page */
    record Page<T>(List<T> items, @Nullable String next) {}

    <T> Page<T> cut(List<T> all, Optional<String> token, int size) {
        int from = Math.min(all.size(), token.map(this::offset).orElse(0));
        int to = Math.min(all.size(), from + size);
        return new Page<>(all.subList(from, to), to < all.size() ? token(to) : endless ? token(0) : null);
    }

    private String token(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + "|" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private int offset(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(list + "|")) {
                return Integer.parseUnsignedInt(text.substring(list.length() + 1));
            }
        } catch (IllegalArgumentException notOurs) {
            throw GoogleError.INVALID_ARGUMENT.because("The page token is invalid.");
        }
        throw GoogleError.INVALID_ARGUMENT.because("The page token is invalid.");
    }
}
