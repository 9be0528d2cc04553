package io.cloudconnectors.api.idempotency;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The client's name of a request. The header's draft writes it as a quoted string, most clients send it bare: both are
 * the same key.
 *
 * @param text 1 to 255 printable ASCII characters
 */
record IdempotencyKey(String text) {
    /** The header of draft-ietf-httpapi-idempotency-key-header. */
    static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x20-\\x7E]{1,255}");

    /** @throws ProblemException INVALID_HEADER */
    static IdempotencyKey parse(List<String> lines) {
        String value = lines.size() == 1 ? unquoted(lines.getFirst().strip()) : "";
        if (!FORM.matcher(value).matches() || value.isBlank()) {
            throw new ProblemException(
                    ProblemCode.INVALID_HEADER,
                    "Write one Idempotency-Key of 1 to 255 printable ASCII characters, such as a new UUID for each request"
                            + " that is not a retry.");
        }
        return new IdempotencyKey(value);
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
