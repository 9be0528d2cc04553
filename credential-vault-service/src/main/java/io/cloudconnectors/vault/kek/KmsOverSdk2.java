package io.cloudconnectors.vault.kek;

import com.amazonaws.services.kms.AbstractAWSKMS;
import com.amazonaws.services.kms.model.DecryptRequest;
import com.amazonaws.services.kms.model.DecryptResult;
import com.amazonaws.services.kms.model.EncryptRequest;
import com.amazonaws.services.kms.model.EncryptResult;
import java.nio.ByteBuffer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The two calls that Tink's AWS KMS client makes, carried by the AWS SDK 2. Tink is written against the interface of the
 * SDK 1, which AWS maintains no longer; its transport, credentials and retries are not used here, and are not on the class
 * path.
 */
final class KmsOverSdk2 extends AbstractAWSKMS {
    private final KmsClient kms;

    KmsOverSdk2(KmsClient kms) {
        this.kms = kms;
    }

    @Override
    public EncryptResult encrypt(EncryptRequest request) {
        var answer = kms.encrypt(call -> call.keyId(request.getKeyId())
                .plaintext(SdkBytes.fromByteBuffer(request.getPlaintext()))
                .encryptionContext(request.getEncryptionContext()));
        return new EncryptResult()
                .withKeyId(answer.keyId())
                .withCiphertextBlob(ByteBuffer.wrap(answer.ciphertextBlob().asByteArray()));
    }

    @Override
    public DecryptResult decrypt(DecryptRequest request) {
        var answer = kms.decrypt(call -> call.keyId(request.getKeyId())
                .ciphertextBlob(SdkBytes.fromByteBuffer(request.getCiphertextBlob()))
                .encryptionContext(request.getEncryptionContext()));
        return new DecryptResult()
                .withKeyId(answer.keyId())
                .withPlaintext(ByteBuffer.wrap(answer.plaintext().asByteArrayUnsafe()));
    }
}
