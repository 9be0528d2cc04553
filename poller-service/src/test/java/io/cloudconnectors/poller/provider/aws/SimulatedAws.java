package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.local.cloud.PlatformIdentity;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.poller.provider.CloudStart;

/** A simulated AWS that this process's SDK finds, and signs its calls to as the platform, as long as it is open. */
public final class SimulatedAws implements AutoCloseable {
    private static final String PLATFORM = "999988887777";

    private final SimulatedCloud cloud;

    private SimulatedAws(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    public static SimulatedAws start(String accountsYaml) {
        PlatformIdentity platform = PlatformIdentity.generate(PLATFORM);
        SimulatedCloud cloud = CloudStart.now(() -> SimulatedCloud.start(0, accountsYaml, platform));
        System.setProperty("aws.endpointUrl", cloud.endpoint().toString());
        System.setProperty("aws.accessKeyId", platform.key().id());
        System.setProperty("aws.secretAccessKey", platform.key().secret());
        return new SimulatedAws(cloud);
    }

    public SimulatedCloud cloud() {
        return cloud;
    }

    @Override
    public void close() {
        System.clearProperty("aws.endpointUrl");
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        cloud.close();
    }
}
