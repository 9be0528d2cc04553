package io.cloudconnectors.system.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An HTTP answer.
 *
 * @param headers by lower-case name, several values joined by a comma
 */
public record Answer(String request, int status, Map<String, String> headers, String body) {

    static Answer of(HttpResponse<String> response) {
        var headers = response.headers().map().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.join(",", entry.getValue())));
        return new Answer(
                response.request().method() + " " + response.request().uri().getPath(),
                response.statusCode(),
                headers,
                response.body());
    }

    public JsonNode json() {
        return Http.parse(body);
    }

    /** Fails unless the answer has that status. */
    public Answer expect(int wanted) {
        assertThat(status).as("%s: %s", request, body).isEqualTo(wanted);
        return this;
    }
}
