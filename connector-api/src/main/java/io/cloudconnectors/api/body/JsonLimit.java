package io.cloudconnectors.api.body;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** What a body may hold at most, whatever it says. Fields have narrower rules of their own. */
enum JsonLimit {
    DEPTH(16, "Document nesting depth", "The body nests deeper than %d levels"),
    NUMBER(40, "Number value length", "The body has a number of more than %d digits"),
    TEXT(65_536, "String value length", "The body has a text of more than %d characters"),
    NAME(1_024, "Name length", "The body has a member whose name is longer than %d characters"),
    /** Names, values, and the ends of objects and lists: as many as the largest set of connectors has. */
    TOKENS(1_000_000, "Token count", "The body has more than %d names and values");

    private final int most;
    /** What the parser's message begins with: it has one type of exception for all of its limits. */
    private final String parsersWords;

    private final String complaint;

    JsonLimit(int most, String parsersWords, String complaint) {
        this.most = most;
        this.parsersWords = parsersWords;
        this.complaint = complaint;
    }

    /** How much of it there may be. */
    int most() {
        return most;
    }

    static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH.most)
                .maxNumberLength(NUMBER.most)
                .maxStringLength(TEXT.most)
                .maxNameLength(NAME.most)
                .maxTokenCount(TOKENS.most)
                .build();
    }

    /** Which limit a body went beyond, for a person. */
    static String complaint(StreamConstraintsException e) {
        for (JsonLimit limit : values()) {
            if (e.getOriginalMessage().startsWith(limit.parsersWords)) {
                return limit.complaint.formatted(limit.most);
            }
        }
        return "The body goes beyond a limit of depth, length or number";
    }
}
