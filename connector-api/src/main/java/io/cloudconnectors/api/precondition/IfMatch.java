package io.cloudconnectors.api.precondition;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code If-Match} (RFC 9110, section 13.1.1) says about the version that a change is made to. */
public sealed interface IfMatch {

    /** Whether the version that is there may be changed. */
    boolean allows(long version);

    /**
     * Ends a change of another version.
     *
     * @throws ProblemException PRECONDITION_FAILED
     */
    default void check(long version) {
        if (!allows(version)) {
            throw new ProblemException(
                    ProblemCode.PRECONDITION_FAILED,
                    "Nothing was changed: its ETag is \"" + version
                            + "\" now. Read it again, decide anew, and send that ETag in If-Match.");
        }
    }

    /** Nothing was said. */
    record Absent() implements IfMatch {
        @Override
        public boolean allows(long version) {
            return true;
        }
    }

    /** {@code *}: any version, as long as there is one. */
    record AnyVersion() implements IfMatch {
        @Override
        public boolean allows(long version) {
            return true;
        }
    }

    /**
     * One of these versions.
     *
     * @param tags strong tags, without their quotes; a weak one never matches and is not among them
     */
    record OneOf(Set<String> tags) implements IfMatch {
        public OneOf {
            tags = Set.copyOf(tags);
        }

        @Override
        public boolean allows(long version) {
            return tags.contains(Long.toString(version));
        }
    }

    /** The grammar of one entity tag. */
    Pattern TAG = Pattern.compile("[ \\t]*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"[ \\t]*(,|$)");

    /**
     * Reads the header.
     *
     * @param lines each line of it that was sent
     * @throws ProblemException INVALID_HEADER
     */
    static IfMatch parse(List<String> lines) {
        if (lines.isEmpty()) {
            return new Absent();
        }
        String value = String.join(",", lines).strip();
        if (value.equals("*")) {
            return new AnyVersion();
        }
        Set<String> tags = new HashSet<>();
        Matcher tag = TAG.matcher(value);
        int read = 0;
        while (read < value.length() && tag.find(read) && tag.start() == read) {
            if (tag.group(1) == null) {
                tags.add(tag.group(2));
            }
            read = tag.end();
        }
        if (value.isEmpty() || read < value.length() || value.endsWith(",")) {
            throw new ProblemException(
                    ProblemCode.INVALID_HEADER,
                    "Write the ETag of the answer that you read, with its quotes, as in If-Match: \"3\"; several are"
                            + " separated by commas, and * stands for any.");
        }
        return new OneOf(tags);
    }
}
