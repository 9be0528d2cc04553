package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text must look like.
 *
 * @param min the fewest characters (code points)
 * @param max the most
 * @param kind how its white space counts
 * @param pattern the form of the whole text, in what regular expressions of Java and ECMAScript have in common
 * @param expected what to write, with an example; the detail of a FORMAT error
 */
public record TextRule(int min, int max, Kind kind, Pattern pattern, String expected) implements Rule<String> {
    /** Control characters, line separators and halves of characters: never part of a text. */
    private static final String NEVER = "\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029\\uD800-\\uDFFF";
    /** The same, with line breaks and tabs allowed. */
    private static final String NEVER_IN_PARAGRAPHS =
            "\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u2028\\u2029\\uD800-\\uDFFF";
    /** White space that is part of a text, but no text alone; as {@link String#strip} sees it. */
    private static final String BLANK = "\\u0020\\u1680\\u2000-\\u2006\\u2008-\\u200A\\u205F\\u3000";

    private static final String LINE = "[^" + NEVER + "]*";
    private static final String LINE_WITH_TEXT = "[" + BLANK + "]*[^" + NEVER + BLANK + "]" + LINE;

    /** How white space counts. */
    public enum Kind {
        /** Free text on one line: white space around it means nothing and is dropped. */
        LINE,
        /** Free text with line breaks and tabs. */
        PARAGRAPH,
        /** A text of a given form, taken as it is. */
        FORM
    }

    /** Free text on one line. */
    public static TextRule line(int min, int max) {
        return new TextRule(
                min,
                max,
                Kind.LINE,
                Pattern.compile(min == 0 ? LINE : LINE_WITH_TEXT),
                "Write text without control characters or line breaks.");
    }

    /** Free text. */
    public static TextRule paragraph(int max) {
        return new TextRule(
                0,
                max,
                Kind.PARAGRAPH,
                Pattern.compile("[^" + NEVER_IN_PARAGRAPHS + "]*"),
                "Write text without control characters.");
    }

    /** Text of a given form. */
    public static TextRule matching(int min, int max, Pattern pattern, String expected) {
        return new TextRule(min, max, Kind.FORM, pattern, expected);
    }

    /** Text of one line without some characters, which are the inside of a character class. */
    public static TextRule without(String characters, int min, int max, String expected) {
        return matching(min, max, Pattern.compile("[^" + characters + NEVER + "]*"), expected);
    }

    @Override
    public @Nullable String read(Field field) {
        return field.text(this);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.ofType("string");
        if (min > 0) {
            schema.put("minLength", min);
        }
        schema.put("maxLength", max).put("pattern", Schemas.anchored(pattern));
        Schemas.message(schema, "LENGTH", length());
        Schemas.message(schema, "FORMAT", expected);
        return schema;
    }

    @Override
    public Input input() {
        return kind == Kind.PARAGRAPH ? Input.TEXTAREA : Input.TEXT;
    }

    /** Whether it is this text as it stands. */
    public boolean takes(String text) {
        return hasLength(text) && hasForm(text);
    }

    /** The detail of a LENGTH error. */
    String length() {
        return min == max ? "Write " + max + " characters." : "Write " + min + " to " + max + " characters.";
    }

    /** Counts code points, as JSON Schema does. A line of nothing but white space has no length. */
    boolean hasLength(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= min && length <= max && (kind != Kind.LINE || min == 0 || !text.isBlank());
    }

    boolean hasForm(String text) {
        return pattern.matcher(text).matches();
    }

    /** The text as it is kept. */
    String kept(String text) {
        return kind == Kind.LINE ? text.strip() : text;
    }
}
