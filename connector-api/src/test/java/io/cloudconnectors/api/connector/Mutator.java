package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Changes a JSON document here and there, as clients do by mistake: members missing, misspelt, null or of another type,
 * texts at, below and over their bounds, foreign characters, entries twice. About half of what it makes stays valid.
 */
final class Mutator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> NAMES = List.of(
            "name",
            "description",
            "provider",
            "runFrequencyMinutes",
            "requestsPerSecond",
            "enabled",
            "labels",
            "aws",
            "azure",
            "gcp",
            "roleArn",
            "regions",
            "externalId",
            "directoryId",
            "cloud",
            "authenticationKey",
            "authenticationKeyExpiresAt",
            "projectId",
            "serviceAccountKey",
            "universe_domain",
            "executable",
            "credential_source",
            "id",
            "state",
            "Name",
            "nmae",
            "a/b~c d",
            "\u00e4",
            "__proto__",
            "");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t",
            "\u3000",
            "\u00a0",
            "a",
            "A",
            "\n",
            "prod eu",
            " prod-eu ",
            "null",
            "true",
            "240",
            "AWS",
            "AZURE",
            "GCP",
            "aws",
            "PUBLIC",
            "CHINA",
            "GERMANY",
            "service_account",
            "external_account",
            "googleapis.com",
            "evil.example",
            "eu-central-1",
            "eu-central-1a",
            "cn-north-1",
            "us-gov-west-1",
            "EU-WEST-1",
            "arn:aws:iam::123456789012:role/a",
            "arn:aws-cn:iam::123456789012:role/a/b",
            "arn:aws:iam::12345678901\u0662:role/a",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role/a b",
            "arn:aws:iam::123456789012:role/!~/a+=,.@-_Z9",
            "arn:aws-iso:iam::123456789012:role/abc",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "3F2504E0-4F89-F1D3-0A0C-0305E82C3301",
            "{3f2504e0-4f89-11d3-9a0c-0305e82c33}",
            "3f2504e0-4f89-11d3-9a0c-0305e82c330g",
            "acme-prod",
            "example.com:acme-prod",
            "acme-prod-",
            "Acme-prod",
            "acme",
            "123456",
            "2027-05-01T00:00:00Z",
            "2027-05-01t00:00:00.123456789z",
            "2027-05-01T23:59:59+18:00",
            "2027-05-01T23:59:59+18:01",
            "2027-05-01T00:00:00",
            "2027-05-01",
            "2027-02-30T00:00:00Z",
            "2028-02-29T00:00:00Z",
            "2027-02-29T00:00:00Z",
            "2027-13-01T00:00:00Z",
            "2027-05-01T24:00:00Z",
            "2027-05-01T23:59:60Z",
            "2027-05-01T00:00Z",
            "+12027-05-01T00:00:00Z",
            "2027-05-01T00:00:00.Z",
            "reader@acme-prod.iam.gserviceaccount.com",
            "reader@example.com",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

    private static final List<String> PIECES = List.of(
            " ",
            "\t",
            "\n",
            "\r",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u00e4",
            "\u2007",
            "\u2028",
            "\u2029",
            "\u200b",
            "\u0661",
            "\ud83d\ude00",
            "\ud800",
            "\udc00",
            "/",
            "=",
            ",",
            "-",
            "a",
            "Z",
            "9",
            "\\");

    private static final List<Integer> LENGTHS = List.of(
            0, 1, 4, 5, 6, 19, 20, 32, 33, 35, 36, 37, 63, 64, 65, 127, 128, 129, 256, 257, 319, 320, 321, 512, 513,
            1024, 1025, 2047, 2048, 2049, 16_384, 16_385);

    private static final List<String> NUMBERS = List.of(
            "59",
            "60",
            "61",
            "240",
            "240.0",
            "240.5",
            "2.4e2",
            "-0",
            "0",
            "-60",
            "1439",
            "1440",
            "1440.0",
            "1441",
            "99999999999",
            "1e300");

    private static final List<String> OTHERS = List.of(
            "null", "true", "false", "7", "1.5", "\"text\"", "[]", "{}", "[1]", "[null]", "{\"a\":1}", "{\"a\":\"b\"}");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** A copy with up to three changes. */
    ObjectNode mutate(ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            change(copy);
        }
        return copy;
    }

    private void change(ObjectNode document) {
        List<JsonNode> containers = new ArrayList<>();
        collect(document, containers);
        switch (any(containers)) {
            case ObjectNode object -> change(object, any(NAMES), random.nextInt(12));
            case ArrayNode array -> change(array, random.nextInt(6));
            default -> throw new IllegalStateException("Only containers were collected");
        }
    }

    private void change(ObjectNode object, String other, int what) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (what == 0 || names.isEmpty()) {
            object.set(other, random.nextBoolean() ? json(any(OTHERS)) : json(any(NUMBERS)));
            return;
        }
        String name = any(names);
        switch (what) {
            case 1 -> object.remove(name);
            case 2 -> object.putNull(name);
            case 3 -> object.set(name, json(any(OTHERS)));
            case 4 -> object.put(name, any(TEXTS));
            case 5 -> fill(object);
            default -> object.set(name, changed(object.get(name)));
        }
    }

    private void change(ArrayNode array, int what) {
        switch (what) {
            case 0 -> array.removeAll();
            case 1 -> array.add(array.isEmpty() ? json("null") : array.get(0));
            case 2 -> array.add(json(any(OTHERS)));
            case 3 -> array.add(any(TEXTS));
            case 4 -> {
                for (int i = random.nextInt(62, 66) - array.size(); i > 0; i--) {
                    array.add("eu-west-" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "-1");
                }
            }
            default -> array.add("us-east-" + random.nextInt(9));
        }
    }

    /** About as many members as a map may have, most of them good ones. */
    private void fill(ObjectNode object) {
        for (int i = random.nextInt(48, 53) - object.size(); i > 0; i--) {
            object.put("k" + i, "v");
        }
        if (random.nextBoolean()) {
            object.put(any(PIECES.subList(0, 16)) + "k".repeat(any(List.of(0, 1, 61, 62, 63, 64))), any(TEXTS));
        }
    }

    private JsonNode changed(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> JSON.getNodeFactory().textNode(changed(value.textValue()));
            case NUMBER -> json(any(NUMBERS));
            case BOOLEAN -> json(random.nextBoolean() ? "true" : "\"true\"");
            case ARRAY, OBJECT, NULL, BINARY, MISSING, POJO -> value;
        };
    }

    private String changed(String text) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length() + 1);
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + any(PIECES) + text.substring(at);
            case 1 -> text + any(PIECES);
            case 2 -> any(PIECES) + text;
            case 3 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
            case 4 -> any(List.of("a", "0", "\ud83d\ude00", " a")).repeat(any(LENGTHS));
            // Longer in its middle, to a length that is often a bound.
            default ->
                text.substring(0, at) + "a".repeat(Math.max(0, any(LENGTHS) - text.length())) + text.substring(at);
        };
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
