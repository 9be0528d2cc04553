package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.DataCatalogEncryptionSettings;

/** How Glue's data catalog is encrypted: one setting for each region. */
final class GlueCatalogEncryption extends CatalogueEntry {
    GlueCatalogEncryption() {
        super(
                "AWS::Glue::DataCatalogEncryptionSettings",
                AwsService.GLUE,
                AwsPermission.GLUE_GET_DATA_CATALOG_ENCRYPTION_SETTINGS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        DataCatalogEncryptionSettings answer = calls.client(AwsApi.GLUE)
                .getDataCatalogEncryptionSettings(r -> r.overrideConfiguration(calls.session()))
                .dataCatalogEncryptionSettings();
        return new Page(
                List.of(setting("glue-data-catalog-encryption", calls.region(), Detail.of(calls, Details.of(answer)))),
                null);
    }
}
