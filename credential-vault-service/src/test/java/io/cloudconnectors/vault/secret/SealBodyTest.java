package io.cloudconnectors.vault.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.vault.envelope.SecretBytes;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealBodyTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final UUID ID = UUID.randomUUID();
    private static final String GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
    private static final String CANARY = "c4n4ry-7f1d";

    @Test
    void whatConnectorApiWritesIsReadWhole() throws Exception {
        Instant end = Instant.parse("2027-05-01T00:00:00.123456Z");
        var azure = new CredentialWrite.AzureClientSecret(GUID, GUID, CANARY);
        var aws = new CredentialWrite.AwsRole(null);

        try (SealBody read = read(new CredentialWrite(ID, null, azure, null, end).keptFor(Duration.ofMinutes(10)))) {
            assertThat(read.connectorId()).isEqualTo(ID);
            assertThat(read.expiresAt()).isEqualTo(end);
            assertThat(read.ttlSeconds()).isEqualTo(600);
            assertThat(read.credential().kind()).isEqualTo(AzureClientSecret.KIND);
        }
        try (SealBody read = read(new CredentialWrite(ID, aws, null, null, null).withExternalIdOf(ID))) {
            assertThat(read.externalIdOf()).isEqualTo(ID);
            assertThat(read.credential().complete()).isFalse();
        }
    }

    /** A reveal is the stored form with something around it, and older versions of this service wrote it with these records. */
    @Test
    void whatIsStoredIsWhatPollersRead() throws Exception {
        String keyFile = KeyFiles.text(KeyFiles.good());
        var write = List.of(
                new CredentialWrite(
                        ID, new CredentialWrite.AwsRole("arn:aws-cn:iam::111122223333:role/a/b"), null, null, null),
                new CredentialWrite(
                        ID, null, new CredentialWrite.AzureClientSecret(GUID, GUID, "a\"b\\c/~"), null, null),
                new CredentialWrite(
                        ID, null, null, new CredentialWrite.GcpServiceAccountKey("acme-prod", keyFile), null));
        var revealed = List.of(
                new RevealedCredential.AwsRole("arn:aws-cn:iam::111122223333:role/a/b", "cc-1"),
                new RevealedCredential.AzureClientSecret(GUID, GUID, "a\"b\\c/~"),
                new RevealedCredential.GcpServiceAccountKey("acme-prod", keyFile));

        for (int i = 0; i < write.size(); i++) {
            try (SealBody body = read(write.get(i));
                    SecretBytes stored =
                            body.credential().identified(() -> "cc-1").stored()) {
                assertThat(new String(stored.expose(), StandardCharsets.UTF_8))
                        .isEqualTo(JSON.writeValueAsString(revealed.get(i)));
            }
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("#/aws/roleArn", "\"aws\":{\"roleArn\":\"arn:aws-eu:iam::111122223333:role/" + CANARY + "\"}"),
                fault("#/aws/roleArn", "\"aws\":{\"roleArn\":\"arn:aws:iam::11112222333:role/" + CANARY + "\"}"),
                fault("#/expiresAt", "\"aws\":{},\"expiresAt\":\"2027-05-01T00:00:00Z\""),
                fault("#/azure/directoryId", azure(CANARY, GUID, CANARY)),
                fault("#/azure/applicationId", azure(GUID, GUID.toUpperCase(java.util.Locale.ROOT), CANARY)),
                fault("#/azure/authenticationKey", azure(GUID, GUID, "")),
                fault("#/azure/authenticationKey", azure(GUID, GUID, CANARY + " ")),
                fault("#/azure/authenticationKey", azure(GUID, GUID, CANARY + "ä")),
                fault("#/azure/authenticationKey", azure(GUID, GUID, CANARY.repeat(60))),
                fault(
                        "#/azure/authenticationKey",
                        "\"azure\":{\"directoryId\":\"" + GUID + "\",\"applicationId\":\"" + GUID + "\"}"),
                fault("#/externalIdOf", azure(GUID, GUID, CANARY) + ",\"externalIdOf\":\"" + ID + "\""),
                fault("#/gcp/projectId", "\"gcp\":{\"projectId\":\"" + CANARY + "-\",\"keyFile\":\"{}\"}"),
                fault("#/gcp/keyFile", "\"gcp\":{\"projectId\":\"acme-prod\",\"keyFile\":\"" + CANARY + "\"}"),
                fault("#/ttlSeconds", "\"aws\":{},\"ttlSeconds\":0"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldWithItsPlaceAndWithoutItsValue(String pointer, String members) {
        ProblemException refused = refused("{\"connectorId\":\"" + ID + "\"," + members + "}");

        assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_CREDENTIAL);
        assertThat(refused.errors())
                .extracting(ProblemException.FieldError::pointer)
                .contains(pointer);
        assertThat(refused.errors() + String.valueOf(refused.getMessage())).doesNotContain(CANARY);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(refused("{" + azure("x", "y", "") + ",\"ttlSeconds\":-1}").errors())
                .extracting(ProblemException.FieldError::pointer)
                .containsExactly(
                        "#/azure/directoryId",
                        "#/azure/applicationId",
                        "#/azure/authenticationKey",
                        "#/connectorId",
                        "#/ttlSeconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'aws':null}", "{'aws':{},'gcp':{}}"})
    void exactlyOneKindIsSent(String body) {
        ProblemException refused = refused(body.replace('\'', '"'));

        assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_CREDENTIAL);
        assertThat(refused).hasMessageContaining("aws, azure, gcp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{'aws':{}",
                "{'aws':{}} {}",
                "{'aws':{},'aws':{}}",
                "{'aws':{},'surprise':'c4n4ry-7f1d'}",
                "{'aws':{},'surprise':null}",
                "{'aws':{'surprise':'c4n4ry-7f1d'}}",
                "{'aws':'c4n4ry-7f1d'}",
                "{'azure':{'authenticationKey':5}}",
                "{'azure':{'authenticationKey':['c4n4ry-7f1d']}}",
                "{'aws':{},'connectorId':'c4n4ry-7f1d'}",
                "{'aws':{},'expiresAt':'c4n4ry-7f1d'}",
                "{'aws':{},'expiresAt':1700000000}",
                "{'aws':{},'ttlSeconds':'600'}",
                "{'aws':{},'ttlSeconds':9999999999}"
            })
    void whatIsNotTheContractIsRefusedWithoutAWordOfIt(String body) {
        ProblemException refused = refused(body.replace('\'', '"'));

        assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_REQUEST);
        assertThat(refused.errors() + String.valueOf(refused.getMessage())).doesNotContain(CANARY);
        assertThat(refused.getCause()).isNull();
    }

    private static Arguments fault(String pointer, String members) {
        return Arguments.of(pointer, members);
    }

    private static String azure(String directory, String application, String key) {
        return "\"azure\":{\"directoryId\":\"%s\",\"applicationId\":\"%s\",\"authenticationKey\":\"%s\"}"
                .formatted(directory, application, key);
    }

    private static SealBody read(CredentialWrite write) throws Exception {
        return SealBody.read(SecretBytes.owning(JSON.writeValueAsBytes(write)));
    }

    private static ProblemException refused(String body) {
        return catchThrowableOfType(
                ProblemException.class, () -> SealBody.read(SecretBytes.owning(body.getBytes(StandardCharsets.UTF_8))));
    }
}
