package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets stay out, and what is kept does not depend on who was asked. */
class KeptMembersTest {
    private static final String CANARY = "canary-3f1c";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            compute.googleapis.com/Instance       | {"id": "1", "metadata": {"items": [{"key": "startup-script", "value": "canary-3f1c"}]}, "description": "canary-3f1c"}
            compute.googleapis.com/Disk           | {"id": "1", "diskEncryptionKey": {"rawKey": "canary-3f1c", "kmsKeyName": "k"}}
            sqladmin.googleapis.com/Instance      | {"state": "RUNNABLE", "rootPassword": "canary-3f1c", "settings": {"databaseFlags": [{"name": "f", "value": "canary-3f1c"}]}}
            container.googleapis.com/Cluster      | {"status": "RUNNING", "masterAuth": {"password": "canary-3f1c", "clientKey": "canary-3f1c"}}
            cloudfunctions.googleapis.com/Function| {"state": "ACTIVE", "serviceConfig": {"environmentVariables": {"TOKEN": "canary-3f1c"}}, "buildConfig": {"environmentVariables": {"TOKEN": "canary-3f1c"}}}
            iam.googleapis.com/ServiceAccountKey  | {"keyType": "USER_MANAGED", "privateKeyData": "canary-3f1c"}
            run.googleapis.com/Service            | {"id": "1", "spec": {"template": {"spec": {"containers": [{"env": [{"name": "TOKEN", "value": "canary-3f1c"}]}]}}}}
            example.googleapis.com/NotKnownYet    | {"id": "1", "state": {"password": "canary-3f1c"}, "anything": "canary-3f1c", "status": [{"token": "canary-3f1c"}]}
            """)
    void valuesThatMayBeSecretsAreNotKept(String type, String described) throws IOException {
        Map<String, Object> kept = KeptMembers.of(type).from(Details.of(json(described)));

        assertThat(kept).isNotEmpty();
        assertThat(kept.toString()).doesNotContain(CANARY);
    }

    @Test
    void theKeysOfInstanceMetadataAreKept() throws IOException {
        String instance =
                "{\"metadata\": {\"fingerprint\": \"f\", \"items\": [{\"key\": \"startup-script\", \"value\": \"x\"}]}}";

        assertThat(KeptMembers.of("compute.googleapis.com/Instance").from(Details.of(json(instance))))
                .hasToString("{metadata={items=[{key=startup-script}]}}");
    }

    /** Published samples differ in these: the host of links, empty lists, nulls, fingerprints, access lists. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            compute.googleapis.com/Instance | {"id": "1", "zone": "https://www.googleapis.com/compute/v1/projects/p/zones/z", "disks": [], "kind": "compute#instance", "fingerprint": "a"} | {"id": "1", "zone": "https://compute.googleapis.com/compute/v1/projects/p/zones/z", "selfLink": "x"}
            compute.googleapis.com/Firewall | {"priority": 1000, "disabled": false, "targetTags": null, "allowed": [{"IPProtocol": "tcp", "ports": ["22"]}]} | {"priority": 1000.0, "disabled": false, "allowed": [{"ports": ["22"], "IPProtocol": "tcp"}]}
            storage.googleapis.com/Bucket   | {"location": "EU", "acl": [], "owner": {}, "etag": "CAE="} | {"location": "EU", "metageneration": "1"}
            """)
    void whatIsKeptIsTheSameFromEitherSource(String type, String inventory, String list) throws IOException {
        KeptMembers members = KeptMembers.of(type);

        assertThat(members.from(Details.of(struct(inventory))))
                .isNotEmpty()
                .isEqualTo(members.from(Details.of(json(list))));
    }

    private static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }

    private static Struct struct(String text) throws InvalidProtocolBufferException {
        Struct.Builder struct = Struct.newBuilder();
        JsonFormat.parser().merge(text, struct);
        return struct.build();
    }
}
