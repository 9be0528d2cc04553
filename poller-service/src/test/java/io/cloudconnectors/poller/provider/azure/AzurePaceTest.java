package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.poller.provider.PaceContract;

class AzurePaceTest extends PaceContract {
    AzurePaceTest() {
        super(new CustomerSubscription(), new Throttled("graph", "Query", "resourcegraph"));
    }
}
