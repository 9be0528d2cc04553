package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request body as it was sent: well-formed, otherwise not looked at. Read it with a {@link Form}.
 *
 * @param tree any JSON value; may hold secrets, so it has no text
 */
public record JsonBody(JsonNode tree) {
    @Override
    public String toString() {
        return "JsonBody[redacted]";
    }
}
