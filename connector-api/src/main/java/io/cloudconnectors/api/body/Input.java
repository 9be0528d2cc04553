package io.cloudconnectors.api.body;

import java.util.Locale;

/** How a form asks for a value; {@code x-input} of a schema. */
public enum Input {
    /** One line of text. */
    TEXT,
    /** Several lines of text. */
    TEXTAREA,
    /** One line that is not shown while it is typed. */
    PASSWORD,
    /** A whole number. */
    NUMBER,
    /** On or off. */
    SWITCH,
    /** One of some values. */
    SELECT,
    /** A date with a time. */
    DATETIME,
    /** Any number of short texts. */
    TAGS,
    /** Any number of keys with a text each. */
    KEY_VALUE,
    /** A JSON file that is dropped or picked; the value is its content, as an object. */
    JSON_FILE,
    /** Fields that belong together. */
    GROUP,
    /** Nothing: the form sends the one value that is possible. */
    HIDDEN;

    /** As it stands in a schema. */
    String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
