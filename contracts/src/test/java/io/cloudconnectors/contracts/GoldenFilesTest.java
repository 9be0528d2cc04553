package io.cloudconnectors.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The wire format is what these files say: what the records write, and what an older or newer peer wrote. */
class GoldenFilesTest {
    private final ObjectMapper json = Golden.JSON;

    static Set<String> events() {
        return Golden.EVENTS.keySet();
    }

    static List<String> all() {
        return Stream.of(Golden.EVENTS, Golden.BODIES)
                .flatMap(files -> files.keySet().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aRecordWritesExactlyWhatItReads(String file) throws Exception {
        JsonNode golden = golden(file);

        Object value = json.treeToValue(golden, Golden.type(file));

        assertThat(json.readTree(json.writeValueAsString(value))).isEqualTo(golden);
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
    @MethodSource("events")
    void theAsyncApiDocumentDescribesEveryEventOfAnyAge(String file) throws Exception {
        String schema = Golden.type(file).getSimpleName();
        JsonNode document = Golden.asyncApi();
        ObjectNode root = json.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        root.set("components", document.get("components"));

        var validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);

        assertThat(validator.validate(golden(file))).isEmpty();
        for (String age : List.of("v1", "next")) {
            if (Golden.names(age).contains(file)) {
                assertThat(validator.validate(golden(age + "/" + file))).as(age).isEmpty();
            }
        }
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

    private static JsonNode golden(String name) throws IOException {
        return Golden.read(name);
    }

    private static Class<?> typeNamed(String simpleName) throws ClassNotFoundException {
        return Class.forName("io.cloudconnectors.contracts." + simpleName);
    }
}
