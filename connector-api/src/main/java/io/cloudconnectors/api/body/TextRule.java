package io.cloudconnectors.api.body;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text must look like.
 *
 * @param min the fewest characters (code points)
 * @param max the most
 * @param multiline whether line breaks and tabs are allowed; other control characters never are
 * @param pattern the form of the whole text, where there is one
 * @param expected what to write, with an example; the detail of a FORMAT error
 */
public record TextRule(
        int min, int max, boolean multiline, @Nullable Pattern pattern, String expected) {

    /** Free text on one line. */
    public static TextRule line(int min, int max) {
        return new TextRule(min, max, false, null, "Write text without control characters or line breaks.");
    }

    /** Free text. */
    public static TextRule paragraph(int max) {
        return new TextRule(0, max, true, null, "Write text without control characters.");
    }

    /** Text of a given form. */
    public static TextRule matching(int min, int max, Pattern pattern, String expected) {
        return new TextRule(min, max, false, pattern, expected);
    }

    /** White space around one line of free text means nothing and is dropped. */
    boolean isFree() {
        return pattern == null && !multiline;
    }

    boolean hasLength(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= min && length <= max;
    }

    boolean hasForm(String text) {
        return text.codePoints().noneMatch(this::isForbidden)
                && (pattern == null || pattern.matcher(text).matches());
    }

    private boolean isForbidden(int codePoint) {
        if (multiline && (codePoint == '\n' || codePoint == '\r' || codePoint == '\t')) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
