package io.cloudconnectors.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire format is what these files say: what the records write, and what an older or newer peer wrote. */
class GoldenFilesTest {
    /** As every service reads and writes: RFC 3339 times, unknown members ignored. */
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @ParameterizedTest
    @CsvSource({
        "run-request, RunRequest",
        "slice-chunk, ResultEvent",
        "slice-seen, ResultEvent",
        "slice-blind, ResultEvent",
        "run-finished, ResultEvent",
        "test-finished, ResultEvent",
        "lease-grant, LeaseGrant",
        "heartbeat-answer, HeartbeatAnswer",
        "sealed-credential, SealedCredential",
        "trial-credential-write, CredentialWrite",
        "connector-state-changed, ConnectorStateChanged",
        "connector-changed, ConnectorChanged",
        "run-state-changed, RunStateChanged",
        "audit-anchor, AuditAnchor",
        "credential-expiring, CredentialExpiring"
    })
    void aRecordWritesExactlyWhatItReads(String file, String type) throws Exception {
        JsonNode golden = golden(file);

        Object value = json.treeToValue(golden, typeNamed(type));

        assertThat(json.readTree(json.writeValueAsString(value))).isEqualTo(golden);
    }

    @ParameterizedTest
    @CsvSource({"run-request, RunRequest", "slice-seen, ResultEvent", "lease-grant, LeaseGrant"})
    void aMemberOfANewerPeerIsIgnored(String file, String type) throws Exception {
        ObjectNode newer = (ObjectNode) golden(file);
        newer.put("addedLater", true);

        assertThat(json.treeToValue(newer, typeNamed(type))).isEqualTo(json.treeToValue(golden(file), typeNamed(type)));
    }

    @Test
    void anAzureRunOfAnOlderPeerIsOfThePublicCloud() throws Exception {
        ObjectNode older = json.createObjectNode().put("directoryId", "d").put("subscriptionId", "s");

        assertThat(json.treeToValue(older, RunSettings.Azure.class))
                .isEqualTo(new RunSettings.Azure("d", "s", AzureCloud.PUBLIC));
    }

    @Test
    void aLeaseOfAnOlderPeerAsksForNoProofAndTheEndOfAnOlderRunBringsNone() throws Exception {
        ObjectNode lease = (ObjectNode) golden("lease-grant");
        lease.remove("proveExternalId");
        ObjectNode finished = (ObjectNode) golden("run-finished");
        finished.remove("externalIdProof");

        assertThat(json.treeToValue(lease, LeaseGrant.class).proveExternalId()).isFalse();
        assertThat(json.treeToValue(finished, ResultEvent.RunFinished.class).externalIdProof())
                .isNull();
    }

    @Test
    void aLastingCredentialIsWrittenAsOlderVaultsReadIt() throws Exception {
        // They refuse members that they do not know.
        CredentialWrite lasting = json.treeToValue(golden("trial-credential-write"), CredentialWrite.class);
        CredentialWrite same = new CredentialWrite(lasting.connectorId(), lasting.aws(), null, null, null);

        assertThat(json.valueToTree(same).properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("connectorId", "aws", "azure", "gcp", "expiresAt");
    }

    @ParameterizedTest
    @CsvSource({
        "run-request, RunRequest",
        "slice-chunk, ResultEvent",
        "slice-seen, ResultEvent",
        "slice-blind, ResultEvent",
        "run-finished, ResultEvent",
        "test-finished, ResultEvent",
        "connector-state-changed, ConnectorStateChanged",
        "connector-changed, ConnectorChanged",
        "run-state-changed, RunStateChanged",
        "audit-anchor, AuditAnchor",
        "credential-expiring, CredentialExpiring"
    })
    void theAsyncApiDocumentDescribesEveryEvent(String file, String schema) throws Exception {
        JsonNode document = asyncApi();
        ObjectNode root = json.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        root.set("components", document.get("components"));

        var validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);

        assertThat(validator.validate(golden(file))).isEmpty();
        ObjectNode broken = (ObjectNode) golden(file);
        broken.remove(List.of("origin", "runId", "data", "hash"));
        assertThat(validator.validate(broken)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ReasonCode",
        "RunTrigger",
        "RunOutcome",
        "Provider",
        "ExternalIdProof",
        "TestStep$Kind",
        "TestStep$Result"
    })
    void enumsKeepTheirNames(String type) throws Exception {
        // Removing or renaming a value breaks peers that are older: the list only grows.
        String known = json.writeValueAsString(typeNamed(type).getEnumConstants());

        assertThat(json.readTree(known)).containsAll(golden("enums").get(type));
    }

    private JsonNode golden(String name) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return json.readTree(Objects.requireNonNull(in, name));
        }
    }

    private static JsonNode asyncApi() throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private static Class<?> typeNamed(String simpleName) throws ClassNotFoundException {
        return Class.forName("io.cloudconnectors.contracts." + simpleName);
    }
}
