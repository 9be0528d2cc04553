package io.cloudconnectors.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsStayOutOfTextTest {
    private static final String CANARY = "c4n4ry-" + UUID.randomUUID();

    static Stream<Record> recordsThatHoldSecrets() {
        var id = UUID.randomUUID();
        var azureWrite = new CredentialWrite.AzureClientSecret("d", "a", CANARY);
        var gcpWrite = new CredentialWrite.GcpServiceAccountKey("p", CANARY);
        var awsRead = new RevealedCredential.AwsRole(CANARY, CANARY);
        var azureRead = new RevealedCredential.AzureClientSecret("d", "a", CANARY);
        var gcpRead = new RevealedCredential.GcpServiceAccountKey("p", CANARY);
        return Stream.of(
                new LeaseGrant(1, 90, 3600, CANARY, false),
                new HeartbeatAnswer(HeartbeatAnswer.Directive.CONTINUE, CANARY, 90),
                azureWrite,
                gcpWrite,
                awsRead,
                azureRead,
                gcpRead,
                new CredentialWrite(id, null, azureWrite, gcpWrite, null),
                new RevealedCredential(id, 1, awsRead, azureRead, gcpRead));
    }

    @ParameterizedTest
    @MethodSource("recordsThatHoldSecrets")
    void theTextOfARecordNeverHoldsItsSecret(Record holder) {
        assertThat(holder.toString()).doesNotContain(CANARY);
    }
}
