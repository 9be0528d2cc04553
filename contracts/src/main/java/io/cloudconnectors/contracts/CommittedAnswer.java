package io.cloudconnectors.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What connector-api answers to a {@link CommittedQuery}. Versions are deleted by it, so it says of how many it is the answer:
 * an answer that was cut off, or came from something else, is none.
 *
 * @param asked how many versions the query had
 * @param known those of them that a connector has, or a draft or a connection test whose time is not over
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CommittedAnswer(int asked, List<CommittedQuery.Version> known) {
    public CommittedAnswer {
        known = List.copyOf(known);
    }
}
