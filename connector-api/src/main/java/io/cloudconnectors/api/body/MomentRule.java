package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A moment in RFC 3339, with its offset. That the day exists is the format's part. */
public record MomentRule() implements Rule<Instant> {
    /** Seconds end at 59 and offsets at 18 hours, as in {@link java.time.OffsetDateTime}. */
    static final Pattern FORM = Pattern.compile("[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
            + "[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?"
            + "(?:[Zz]|[+\\-](?:(?:0[0-9]|1[0-7]):[0-5][0-9]|18:00))");

    static final String EXPECTED = "Write a date and time with its offset, such as 2027-05-01T00:00:00Z.";

    @Override
    public @Nullable Instant read(Field field) {
        return field.instant();
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.ofType("string").put("format", "date-time").put("pattern", Schemas.anchored(FORM));
        Schemas.message(schema, "FORMAT", EXPECTED);
        return schema;
    }

    @Override
    public Input input() {
        return Input.DATETIME;
    }
}
