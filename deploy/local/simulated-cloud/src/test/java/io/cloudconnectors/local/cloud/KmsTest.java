package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;

/** KMS through the SDK: what an envelope relies on. */
class KmsTest {
    private static final SdkBytes PLAIN = SdkBytes.fromUtf8String("a tenant key");

    private RunningCloud running;
    private KmsClient kms;
    private String key;

    @BeforeEach
    void start() {
        running = RunningCloud.withOneAccount();
        kms = running.clients.kms(running.platform());
        key = kms.createKey().keyMetadata().arn();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void decryptsWhatItEncryptedInTheSameContext() {
        SdkBytes sealed = encrypt(Map.of("place", "a", "more", "b"));

        DecryptResponse opened = decrypt(sealed, Map.of("more", "b", "place", "a"));

        assertThat(opened.plaintext()).isEqualTo(PLAIN);
        assertThat(opened.keyId())
                .isEqualTo(key)
                .startsWith("arn:aws:kms:eu-central-1:" + RunningCloud.PLATFORM + ":key/");
        assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().enabled()).isTrue();
    }

    @Test
    void anotherContextOrAChangedByteDoesNotDecrypt() {
        SdkBytes sealed = encrypt(Map.of("place", "a"));
        byte[] changed = sealed.asByteArray();
        changed[changed.length - 1] ^= 1;

        refused(() -> decrypt(sealed, Map.of("place", "b")), 400, "InvalidCiphertextException");
        refused(() -> decrypt(sealed, Map.of()), 400, "InvalidCiphertextException");
        refused(
                () -> decrypt(SdkBytes.fromByteArray(changed), Map.of("place", "a")),
                400,
                "InvalidCiphertextException");
    }

    @Test
    void aCiphertextOfAnotherKeyIsRefused() {
        String other = kms.createKey().keyMetadata().arn();
        SdkBytes sealed = kms.encrypt(r -> r.keyId(other).plaintext(PLAIN)).ciphertextBlob();

        refused(() -> decrypt(sealed, Map.of()), 400, "IncorrectKeyException");
    }

    @Test
    void aDisabledKeyDoesNothingUntilItIsEnabled() {
        SdkBytes sealed = encrypt(Map.of());
        kms.disableKey(r -> r.keyId(key));

        refused(() -> encrypt(Map.of()), 400, "DisabledException");
        refused(() -> decrypt(sealed, Map.of()), 400, "DisabledException");

        kms.enableKey(r -> r.keyId(key));
        assertThat(decrypt(sealed, Map.of()).plaintext()).isEqualTo(PLAIN);
    }

    @Test
    void anotherAccountAndAnUnknownSignerAreRefused() {
        KmsClient customer = running.clients.kms(running.admin());
        KmsClient forged = running.clients.kms(
                AwsBasicCredentials.create(running.platform.key().id(), "wrong"));

        refused(() -> customer.describeKey(r -> r.keyId(key)), 400, "AccessDeniedException");
        refused(() -> forged.describeKey(r -> r.keyId(key)), 400, "InvalidSignatureException");
        refused(() -> kms.describeKey(r -> r.keyId(key + "0")), 400, "NotFoundException");
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, 400, ThrottlingException",
        "SERVER_ERROR, 500, KMSInternalException",
        "UNAVAILABLE, 503, ServiceUnavailableException"
    })
    void faultsAreSaidInItsWords(FaultKind kind, int status, String code) {
        running.cloud.faults().set(new Fault(null, "kms", "Encrypt", null, kind, 1, null));

        refused(() -> encrypt(Map.of()), status, code);
        assertThat(encrypt(Map.of())).isNotNull();
    }

    @Test
    void aSlowCallIsAnsweredAfterItsTime() {
        running.cloud.faults().set(new Fault(null, "kms", null, null, FaultKind.SLOW, null, null, 30));
        long before = System.nanoTime();

        encrypt(Map.of());

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000L);
    }

    private SdkBytes encrypt(Map<String, String> context) {
        return kms.encrypt(r -> r.keyId(key).plaintext(PLAIN).encryptionContext(context))
                .ciphertextBlob();
    }

    private DecryptResponse decrypt(SdkBytes sealed, Map<String, String> context) {
        return kms.decrypt(r -> r.keyId(key).ciphertextBlob(sealed).encryptionContext(context));
    }
}
