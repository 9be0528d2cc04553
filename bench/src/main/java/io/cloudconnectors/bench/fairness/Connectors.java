package io.cloudconnectors.bench.fairness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.bench.load.Call;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Connectors of the public API. */
final class Connectors {
    static final String PATH = "/api/v1/connectors";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Connectors() {}

    /** One to an account that the simulated AWS does not know. */
    static Call make(String name, String account, boolean enabled, String token) {
        return Call.post(PATH, token, """
                {"name": "%s", "provider": "AWS", "runFrequencyMinutes": 1440, "enabled": %b,
                 "aws": {"roleArn": "arn:aws:iam::%s:role/CloudConnector"}}
                """.formatted(name, enabled, account));
    }

    static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
