package io.cloudconnectors.vault.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AWS KMS through Tink, over the wire to a simulated KMS. */
class AwsKmsKekTest extends KekContract {
    private static KmsFixture kms;
    private static String arn;
    private static Kek kek;
    private static Kek foreign;

    @BeforeAll
    static void startKms() {
        kms = new KmsFixture();
        arn = kms.newKey();
        kek = kms.kek(arn);
        foreign = kms.kek(kms.newKey());
    }

    @AfterAll
    static void stopKms() {
        kms.close();
    }

    @AfterEach
    void healthyAgain() {
        kms.liftFaults();
        kms.enable(arn, true);
    }

    @Override
    Kek kek() {
        return kek;
    }

    @Override
    Kek foreign() {
        return foreign;
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLE", "SERVER_ERROR", "UNAVAILABLE", "DROP", "TRUNCATE"})
    void whatPassesIsTriedAgain(FaultKind kind) {
        byte[] wrapped = kek.wrap(KEY, PLACE);
        long before = kms.calls("Decrypt");
        kms.fault(kind, 1);

        assertThat(kek.unwrap(wrapped, PLACE)).isEqualTo(KEY);
        assertThat(kms.calls("Decrypt") - before).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLE", "SERVER_ERROR", "UNAVAILABLE", "HANG"})
    void whatStaysIsGivenUpAfterThreeAttemptsAndSaysThatKmsIsOutOfReach(FaultKind kind) {
        byte[] wrapped = kek.wrap(KEY, PLACE);
        long before = kms.calls("Decrypt");
        kms.fault(kind, null);

        assertThatThrownBy(() -> kek.unwrap(wrapped, PLACE))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("out of reach")
                .hasMessageContaining(arn);
        assertThat(kms.calls("Decrypt") - before).isEqualTo(3);
    }

    @Test
    void aDisabledKeyIsNotTakenForATamperedRecord() {
        byte[] wrapped = kek.wrap(KEY, PLACE);
        kms.enable(arn, false);

        assertThatThrownBy(() -> kek.unwrap(wrapped, PLACE))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("is not enabled");
        assertThatThrownBy(() -> kms.kek(arn))
                .as("at start")
                .isInstanceOf(KekException.class)
                .hasMessageContaining("Enable it");
    }

    @Test
    void aStrangerIsToldWhatToAllow() {
        assertThatThrownBy(() -> AwsKmsKek.connect(arn, kms.settings(), kms.stranger()))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("kms:Encrypt and kms:Decrypt");
    }

    @Test
    void aMissingKeyAndAnAliasAreRefusedAtStart() {
        assertThatThrownBy(() -> kms.kek(arn + "0"))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("There is no KMS key");
        assertThatThrownBy(() -> kms.kek("arn:aws:kms:eu-central-1:999988887777:alias/vault"))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("alias");
    }

    @Test
    void itsCallsAreCountedByOutcome() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Kek metered = new MeteredKek(kek, metrics);
        byte[] wrapped = metered.wrap(KEY, PLACE);
        metered.unwrap(wrapped, PLACE);
        assertThatThrownBy(() -> metered.unwrap(wrapped, KEY)).isInstanceOf(UnsealException.class);
        kms.enable(arn, false);
        assertThatThrownBy(() -> metered.unwrap(wrapped, PLACE)).isInstanceOf(KekException.class);

        for (String[] call : new String[][] {
            {"wrap", "answered"}, {"unwrap", "answered"}, {"unwrap", "refused"}, {"unwrap", "unavailable"}
        }) {
            assertThat(metrics.timer("vault.kek.calls", "operation", call[0], "outcome", call[1])
                            .count())
                    .as("%s %s", call[0], call[1])
                    .isEqualTo(1);
        }
    }
}
