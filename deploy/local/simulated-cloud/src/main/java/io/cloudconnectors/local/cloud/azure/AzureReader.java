package io.cloudconnectors.local.cloud.azure;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;

/** Reads tenants from YAML, or from JSON, which is YAML too; an unknown field is an error. */
final class AzureReader {
    private static final ObjectMapper YAML = yaml();

    private AzureReader() {}

    /**
     * The tenants of a file: a list under {@code azure: tenants:}; other clouds' sections are passed over.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static List<AzureTenant> tenants(String yaml) {
        try {
            JsonNode tenants = YAML.readTree(yaml).path("azure").path("tenants");
            return tenants.isMissingNode() ? List.of() : YAML.convertValue(tenants, new TypeReference<>() {});
        } catch (JsonProcessingException notYaml) {
            throw new IllegalArgumentException("Not YAML: " + notYaml.getOriginalMessage(), notYaml);
        }
    }

    /** A list of resource groups, in the shape of a subscription's. */
    static List<AzureSubscription.ResourceGroup> resourceGroups(String yaml) {
        try {
            return YAML.readValue(yaml, new TypeReference<>() {});
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    private static ObjectMapper yaml() {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        JsonSetter.Value emptyWhenAbsent = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        mapper.configOverride(List.class).setSetterInfo(emptyWhenAbsent);
        mapper.configOverride(Map.class).setSetterInfo(emptyWhenAbsent);
        return mapper;
    }
}
