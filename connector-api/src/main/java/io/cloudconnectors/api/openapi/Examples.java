package io.cloudconnectors.api.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies to copy. Their members keep their order: the document must be the same from every build. */
final class Examples {
    private Examples() {}

    static Map<String, Object> creation() {
        Map<String, Object> aws = new LinkedHashMap<>();
        aws.put("roleArn", "arn:aws:iam::123456789012:role/CloudConnector");
        aws.put("regions", List.of("eu-central-1"));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "prod-eu");
        body.put("provider", "AWS");
        body.put("runFrequencyMinutes", 240);
        body.put("labels", Map.of("team", "payments"));
        body.put("aws", aws);
        return body;
    }

    static Map<String, Object> change() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("runFrequencyMinutes", 120);
        body.put("labels", Map.of("team", "risk"));
        return body;
    }
}
