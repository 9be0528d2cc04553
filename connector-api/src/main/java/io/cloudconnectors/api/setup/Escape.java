package io.cloudconnectors.api.setup;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of customers in the languages of templates. Each method gives what its language reads as exactly that text and
 * nothing else, save what cannot be seen.
 */
final class Escape {
    private static final int SLUG = 40;
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~<>&\"'$:@^=-]");

    private Escape() {}

    /**
     * The text on one line, for a comment. What some language takes for the end of a line is a space, and so is what can
     * turn the direction of writing: the line would look like another one than it is.
     */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().map(Escape::visible).forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    private static int visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> ' ';
            default -> codePoint;
        };
    }

    /** One word of a POSIX shell. */
    static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A quoted template of HCL without anything to interpolate. */
    static String hcl(String text) {
        String quoted = line(text)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("${", "$${")
                .replace("%{", "%%{");
        return '"' + quoted + '"';
    }

    /** Text of one line between other text of Markdown; HTML and links included, nothing in it is markup. */
    static String markdown(String text) {
        return MARKDOWN.matcher(line(text))
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group()) {
                            case "<" -> "&lt;";
                            case ">" -> "&gt;";
                            case "&" -> "&amp;";
                            default -> "\\" + match.group();
                        }));
    }

    /** A block of code of Markdown, whose fence no line of the code can close. */
    static String fenced(String language, String code) {
        String fence = "```";
        while (code.contains(fence)) {
            fence += "`";
        }
        return fence + language + "\n" + code.stripTrailing() + "\n" + fence;
    }

    /** A part of a file name. */
    static String slug(String text) {
        String ascii = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = ascii.length() <= SLUG ? ascii : ascii.substring(0, SLUG).replaceAll("-+$", "");
        return cut.isEmpty() ? "connector" : cut;
    }
}
