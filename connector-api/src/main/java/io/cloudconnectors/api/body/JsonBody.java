package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * A request body as it was sent: well-formed, otherwise not looked at. Read it with a {@link Form}.
 *
 * @param tree any JSON value; may hold secrets, so it has no text
 */
public record JsonBody(JsonNode tree) {

    /**
     * An optional body: nothing stands for an object without members.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException MALFORMED_JSON
     * @throws IOException when the body cannot be read to its end
     */
    public static JsonBody optional(InputStream stream) throws IOException {
        PushbackInputStream body = new PushbackInputStream(stream);
        int first = body.read();
        if (first < 0) {
            return new JsonBody(JsonNodeFactory.instance.objectNode());
        }
        body.unread(first);
        return JsonBodyReader.parse(body);
    }

    @Override
    public String toString() {
        return "JsonBody[redacted]";
    }
}
