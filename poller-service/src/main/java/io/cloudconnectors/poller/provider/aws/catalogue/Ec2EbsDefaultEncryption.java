package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Whether new volumes of a region are encrypted, and with which key: one setting for each region. CloudFormation has no name
 * for it.
 */
final class Ec2EbsDefaultEncryption extends CatalogueEntry {
    Ec2EbsDefaultEncryption() {
        super(
                "AWS::EC2::EbsEncryptionByDefault",
                AwsService.EC2,
                AwsPermission.EC2_GET_EBS_ENCRYPTION_BY_DEFAULT,
                AwsPermission.EC2_GET_EBS_DEFAULT_KMS_KEY_ID);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        Ec2Client ec2 = calls.client(AwsApi.EC2);
        boolean enabled = ec2.getEbsEncryptionByDefault(r -> r.overrideConfiguration(calls.session()))
                .ebsEncryptionByDefault();
        Detail detail = Detail.of(calls, Map.of("ebsEncryptionByDefault", enabled))
                .with(
                        "kmsKeyId",
                        AwsPermission.EC2_GET_EBS_DEFAULT_KMS_KEY_ID,
                        () -> ec2.getEbsDefaultKmsKeyId(r -> r.overrideConfiguration(calls.session()))
                                .kmsKeyId());
        return new Page(List.of(setting("ebs-encryption-by-default", calls.region(), detail)), null);
    }
}
