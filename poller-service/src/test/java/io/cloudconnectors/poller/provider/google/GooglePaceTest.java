package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.poller.provider.PaceContract;

class GooglePaceTest extends PaceContract {
    GooglePaceTest() {
        super(new CustomerProject(), new Throttled("cloudasset", "assets.list", "cloudasset"));
    }
}
