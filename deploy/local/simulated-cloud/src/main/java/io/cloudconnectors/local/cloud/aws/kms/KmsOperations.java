package io.cloudconnectors.local.cloud.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations of KMS that an envelope needs, over keys that live as long as the process. */
public final class KmsOperations {
    private static final String DESCRIBE_KEY = "DescribeKey";
    private static final String KEY_POLICY = "the default key policy: every identity of the key's own account";
    private static final String ENCRYPTION_CONTEXT = "EncryptionContext";
    private static final String ALGORITHM = "SYMMETRIC_DEFAULT";
    private static final int LARGEST_PLAIN = 4096;

    private final ConcurrentMap<String, KmsKey> keys = new ConcurrentHashMap<>();

    /** Each operation with its source. */
    public List<AwsOperation> all() {
        return List.of(
                operation("CreateKey", Set.of("Description"), this::create),
                new AwsOperation(
                        AwsService.KMS,
                        DESCRIBE_KEY,
                        new AwsOperation.Access.KeyPolicy("kms:" + DESCRIBE_KEY),
                        Set.of("KeyId"),
                        source(DESCRIBE_KEY),
                        new AwsOperation.Answer.InJson(this::describe)),
                operation("DisableKey", Set.of("KeyId"), call -> enable(call, false)),
                operation("EnableKey", Set.of("KeyId"), call -> enable(call, true)),
                operation(
                        "Encrypt",
                        Set.of("KeyId", "Plaintext", ENCRYPTION_CONTEXT, "EncryptionAlgorithm"),
                        this::encrypt),
                operation(
                        "Decrypt",
                        Set.of("KeyId", "CiphertextBlob", ENCRYPTION_CONTEXT, "EncryptionAlgorithm"),
                        this::decrypt));
    }

    private static AwsOperation operation(
            String name, Set<String> parameters, Function<OperationCall, Map<String, Object>> handler) {
        return new AwsOperation(
                AwsService.KMS,
                name,
                new AwsOperation.Access.OfItsOwn(KEY_POLICY),
                parameters,
                source(name),
                new AwsOperation.Answer.InJson(handler::apply));
    }

    private static String source(String name) {
        return AwsService.KMS.model() + ", " + name + "; AWS KMS API Reference, " + name + ", example";
    }

    /** A key of the account's description, or one that was made here. */
    private Map<String, ?> describe(OperationCall call) {
        String name = String.valueOf(call.params().get("KeyId"));
        JsonNode described = call.account()
                .resources()
                .in(call.region())
                .answer(AwsService.KMS.signingName(), DESCRIBE_KEY)
                .path(name);
        return described.isObject() ? Map.of("KeyMetadata", described) : Map.of("KeyMetadata", metadata(asked(call)));
    }

    /** The ARN of a new key, as an administrator of that account makes one. */
    public String newKey(AwsAccount account, String region, Instant now) {
        return add(account, region, now).arn();
    }

    private KmsKey add(AwsAccount account, String region, Instant now) {
        KmsKey key = new KmsKey(
                account.id(),
                region,
                account.partition().id(),
                UUID.randomUUID().toString(),
                now);
        keys.put(key.id(), key);
        return key;
    }

    private Map<String, Object> create(OperationCall call) {
        return Map.of("KeyMetadata", metadata(add(call.account(), call.region(), call.now())));
    }

    private Map<String, Object> enable(OperationCall call, boolean on) {
        asked(call).enable(on);
        return Map.of();
    }

    private Map<String, Object> encrypt(OperationCall call) {
        KmsKey key = usable(asked(call));
        byte[] plain = binary(call.params(), "Plaintext");
        if (plain.length == 0 || plain.length > LARGEST_PLAIN) {
            throw ServiceError.KMS_VALIDATION.about(
                    "1 validation error detected: Value at 'plaintext' failed to satisfy"
                            + " constraint: Member must have length between 1 and " + LARGEST_PLAIN);
        }
        byte[] blob = key.encrypt(plain, call.params().inside(ENCRYPTION_CONTEXT));
        return Map.of("KeyId", key.arn(), "CiphertextBlob", base64(blob), "EncryptionAlgorithm", ALGORITHM);
    }

    /** With a key named in the request, a ciphertext of another one is refused before it is tried. */
    private Map<String, Object> decrypt(OperationCall call) {
        byte[] blob = binary(call.params(), "CiphertextBlob");
        KmsKey key = keys.get(KmsKey.idIn(blob));
        if (key == null) {
            throw ServiceError.KMS_INVALID_CIPHERTEXT.about("");
        }
        if (call.params().get("KeyId") != null && asked(call) != key) {
            throw ServiceError.KMS_INCORRECT_KEY.about("");
        }
        permit(call, key);
        byte[] plain = usable(key).decrypt(blob, call.params().inside(ENCRYPTION_CONTEXT));
        return Map.of("KeyId", key.arn(), "Plaintext", base64(plain), "EncryptionAlgorithm", ALGORITHM);
    }

    /** By id or ARN; there are no aliases here. */
    private KmsKey asked(OperationCall call) {
        String name = call.params().get("KeyId");
        if (name == null || name.isEmpty()) {
            throw ServiceError.KMS_VALIDATION.about(
                    "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null");
        }
        @Nullable KmsKey key = keys.get(name.substring(name.lastIndexOf('/') + 1));
        if (key == null || (name.startsWith("arn:") && !name.equals(key.arn()))) {
            throw ServiceError.KMS_NOT_FOUND.about(name);
        }
        permit(call, key);
        return key;
    }

    private static void permit(OperationCall call, KmsKey key) {
        if (!key.isIn(call.account().id(), call.region())) {
            throw new AwsFailure(
                    CommonError.ACCESS_DENIED.in(AwsService.KMS),
                    "User: " + call.caller().arn() + " is not authorized to perform this operation on resource: "
                            + key.arn() + " because no resource-based policy allows it");
        }
    }

    private static KmsKey usable(KmsKey key) {
        if (!key.enabled()) {
            throw ServiceError.KMS_DISABLED.about(key.arn());
        }
        return key;
    }

    private static Map<String, Object> metadata(KmsKey key) {
        return Map.of(
                "KeyId",
                key.id(),
                "Arn",
                key.arn(),
                "CreationDate",
                key.createdAt().getEpochSecond(),
                "Enabled",
                key.enabled(),
                "KeyState",
                key.enabled() ? "Enabled" : "Disabled",
                "KeyUsage",
                "ENCRYPT_DECRYPT",
                "KeySpec",
                ALGORITHM,
                "Origin",
                "AWS_KMS",
                "KeyManager",
                "CUSTOMER");
    }

    private static byte[] binary(Params params, String name) {
        String value = params.get(name);
        try {
            return Base64.getDecoder().decode(value == null ? "" : value);
        } catch (IllegalArgumentException notBase64) {
            throw ServiceError.KMS_VALIDATION.about("Value at '" + name + "' is not base64");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
