package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.provider.CatalogueFile;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCatalogue;
import org.junit.jupiter.api.Test;

/** What connector-api lists is what is read. */
class ResourceTypesTest {
    @Test
    void theFileHoldsTheCatalogue() {
        CatalogueFile.assertLists("aws", AwsCatalogue.resourceTypes());
    }
}
