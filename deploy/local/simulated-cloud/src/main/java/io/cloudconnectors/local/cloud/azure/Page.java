package io.cloudconnectors.local.cloud.azure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, with the token of the next. A token belongs to its list and says where to go on.
 *
 * @param total how many rows the list has
 */
record Page(
        List<Map<String, Object>> rows, int total, @Nullable String next) {

    /** @param endless after the last page comes the first again */
    static Page of(List<Map<String, Object>> all, String list, @Nullable String token, int size, boolean endless) {
        int start = token == null ? 0 : offset(list, token);
        int end = Math.min(start + size, all.size());
        if (start > end) {
            throw AzureError.BAD_SKIP_TOKEN.about();
        }
        boolean last = end == all.size();
        return new Page(all.subList(start, end), all.size(), last && !endless ? null : token(list, last ? 0 : end));
    }

    private static String token(String list, int offset) {
        byte[] text = (list + "#" + offset).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static int offset(String list, String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(list + "#")) {
                return Integer.parseInt(text.substring(list.length() + 1));
            }
        } catch (IllegalArgumentException notOurs) {
            throw new AzureFailure(AzureError.BAD_SKIP_TOKEN, "The skip token is not valid: " + notOurs.getMessage());
        }
        throw AzureError.BAD_SKIP_TOKEN.about();
    }
}
