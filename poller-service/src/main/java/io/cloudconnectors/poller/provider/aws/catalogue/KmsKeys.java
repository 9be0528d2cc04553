package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.Tag;

/**
 * Keys and whether they rotate. The list has ids alone; a key's own policy can deny the rest, of that key. A key that cannot
 * rotate, or is to be deleted, has no rotation. When it was last rotated is left out: rotation is no change of the account.
 */
final class KmsKeys extends CatalogueEntry {
    KmsKeys() {
        super(
                "AWS::KMS::Key",
                AwsService.KMS,
                AwsPermission.KMS_LIST_KEYS,
                AwsPermission.KMS_DESCRIBE_KEY,
                AwsPermission.KMS_GET_KEY_ROTATION_STATUS,
                AwsPermission.KMS_LIST_RESOURCE_TAGS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListKeysResponse answer = calls.client(AwsApi.KMS)
                .listKeys(r -> r.limit(PAGE).marker(token).overrideConfiguration(calls.session()));
        return page(answer.keys(), key -> key(key, calls), answer.nextMarker());
    }

    private Resource key(KeyListEntry key, AwsCalls calls) {
        KmsClient kms = calls.client(AwsApi.KMS);
        String id = key.keyId();
        Detail detail = Detail.of(calls, Map.of("keyId", id, "arn", key.keyArn()))
                .withAll(
                        AwsPermission.KMS_DESCRIBE_KEY,
                        () -> Details.of(
                                kms.describeKey(r -> r.keyId(id).overrideConfiguration(calls.session()))
                                        .keyMetadata(),
                                Set.of("CurrentKeyMaterialId")))
                .with(
                        "keyRotationEnabled",
                        AwsPermission.KMS_GET_KEY_ROTATION_STATUS,
                        () -> kms.getKeyRotationStatus(r -> r.keyId(id).overrideConfiguration(calls.session()))
                                .keyRotationEnabled())
                .tagged(AwsPermission.KMS_LIST_RESOURCE_TAGS, () -> tags(kms, id, calls));
        return resource(key.keyArn(), null, calls.region(), detail);
    }

    /** At most 50, which are one page. */
    private static Map<String, String> tags(KmsClient kms, String id, AwsCalls calls) {
        return Tags.of(
                kms.listResourceTags(r -> r.keyId(id).overrideConfiguration(calls.session()))
                        .tags(),
                Tag::tagKey,
                Tag::tagValue);
    }
}
