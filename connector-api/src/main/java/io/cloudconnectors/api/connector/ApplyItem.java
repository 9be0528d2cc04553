package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One connector as a set declares it.
 *
 * @param index where it stands in the list
 * @param body as for creation; may hold a secret, so it has no text
 */
record ApplyItem(int index, String name, JsonNode body) {

    /** Where it stands in the whole body. */
    String pointer() {
        return "#/connectors/" + index;
    }

    @Override
    public String toString() {
        return "ApplyItem[" + index + ", redacted]";
    }
}
