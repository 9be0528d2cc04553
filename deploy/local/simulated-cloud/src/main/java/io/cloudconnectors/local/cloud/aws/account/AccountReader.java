package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads accounts from YAML, or from JSON, which is YAML too. What is left out is filled in before the records are made;
 * an unknown field is an error. The text {@code ${platform}} stands for the platform's account id anywhere.
 */
public final class AccountReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder().build();

    private final String platformAccountId;

    /** @param platformAccountId what {@code ${platform}} becomes */
    public AccountReader(String platformAccountId) {
        this.platformAccountId = platformAccountId;
    }

    /** Writes accounts and resources as JSON, in the shape that is read. */
    public static ObjectMapper json() {
        return JSON;
    }

    /**
     * The accounts of a file: a list under {@code aws: accounts:}.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public List<AwsAccount> accounts(String yaml) {
        List<AwsAccount> accounts = new ArrayList<>();
        for (JsonNode node : tree(yaml).path("aws").path("accounts")) {
            accounts.add(account(object(node, "an account")));
        }
        return accounts;
    }

    /** One account, without the wrapping {@code aws: accounts:}. */
    public AwsAccount account(String yaml) {
        return account(object(tree(yaml), "an account"));
    }

    /** The resources of an account, in the shape of its {@code resources}. */
    public Resources resources(AwsAccount account, String yaml) {
        return convert(
                new Defaults(account.id(), account.partition()).resources(object(tree(yaml), "resources")),
                Resources.class);
    }

    private AwsAccount account(ObjectNode node) {
        return convert(Defaults.account(node), AwsAccount.class);
    }

    private JsonNode tree(String yaml) {
        try {
            return substituted(YAML.readTree(yaml));
        } catch (JsonProcessingException notYaml) {
            throw new IllegalArgumentException("Not YAML: " + notYaml.getOriginalMessage(), notYaml);
        }
    }

    private JsonNode substituted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                copy.set(field.getKey(), substituted(field.getValue()));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(each -> copy.add(substituted(each)));
            return copy;
        }
        return node.isTextual() ? TextNode.valueOf(node.textValue().replace("${platform}", platformAccountId)) : node;
    }

    static ObjectNode object(JsonNode node, String what) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("Expected the fields of " + what + ", not: " + node.getNodeType());
    }

    private static <T> T convert(JsonNode node, Class<T> type) {
        try {
            return JSON.treeToValue(node, type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }
}
