package io.cloudconnectors.local.cloud.aws.operation;

import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.WireError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lists into pages. A token says for what list it was made, so that one of another list, account or region is refused.
 *
 * @param list names the list: account, region, service and operation
 * @param endless a fault: the last page is followed by the first
 * @param largest how many items a page has at most, whatever is asked for
 */
public record Pages(String list, boolean endless, int largest) {

    /** @param next absent after the last page */
    public record Page<T>(List<T> items, @Nullable String next) {}

    /**
     * @param token of the page before; absent for the first
     * @param size at most this many items
     * @param invalid what a token that was not made here is answered with
     */
    public <T> Page<T> cut(List<T> all, @Nullable String token, int size, WireError invalid) {
        int from = token == null ? 0 : offset(token, invalid);
        if (from > all.size()) {
            from = all.size();
        }
        int to = Math.min(all.size(), from + Math.min(size, largest));
        if (to < all.size()) {
            return new Page<>(all.subList(from, to), token(to));
        }
        return new Page<>(all.subList(from, to), endless ? token(0) : null);
    }

    private String token(int offset) {
        String text = list + "|" + offset;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private int offset(String token, WireError invalid) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(list + "|")) {
                return Integer.parseUnsignedInt(text.substring(list.length() + 1));
            }
        } catch (IllegalArgumentException notOurs) {
            throw new AwsFailure(invalid);
        }
        throw new AwsFailure(invalid);
    }
}
