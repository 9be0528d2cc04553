package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.provider.PaceContract;

class AwsPaceTest extends PaceContract {
    AwsPaceTest() {
        super(new CustomerAccount(""), new Throttled("ec2", "DescribeVolumes", "ec2"));
    }
}
