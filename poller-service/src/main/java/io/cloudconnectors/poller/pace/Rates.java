package io.cloudconnectors.poller.pace;

import io.cloudconnectors.contracts.Provider;
import java.util.Map;

/**
 * How fast each service is asked for one owner of its quota in one region: half of what the cloud publishes or less, since
 * the customer's own tools live on the same quota, and several pollers may be at one account. What a cloud publishes no
 * figure for gets the careful one at the end; a cloud that finds it too much slows it down further.
 */
final class Rates {
    private static final Map<String, Rate> AWS = Map.of(
            // Amazon EC2 Developer Guide, Request throttling: non-mutating actions 100, then 20/s; unpaginated ones 50,
            // then 10/s.
            "ec2", new Rate(10, 25),
            // AWS STS endpoints and quotas: 600/s for each account and region, for all who assume roles there.
            "sts", new Rate(20, 20),
            // No figure is published, and the service is one for all regions.
            "iam", new Rate(5, 10),
            // AWS Lambda quotas: the control plane's actions without a figure of their own 15/s in all.
            "lambda", new Rate(7, 7));

    private static final Map<String, Rate> AZURE = Map.of(
            // Azure Resource Graph, Guidance for throttled requests: 15 in a window of 5 s for each principal. Never
            // more than
            // that, wherever the window begins: 5 at once and 10 in the 5 s that follow.
            "resourcegraph", new Rate(2, 5),
            // Azure Resource Manager, Request limits and throttling: reads of a subscription 250, then 25/s, by
            // principal and
            // region.
            "resourcemanager", new Rate(12, 50));

    private static final Map<String, Rate> GCP = Map.of(
            // Cloud Asset Inventory quotas: ListAssets 100 a minute for each consumer project.
            "cloudasset", new Rate(0.8, 10),
            // Cloud Resource Manager quotas: 10 reads a second for each project.
            "cloudresourcemanager", new Rate(5, 5),
            // Compute Engine, API rate quotas: 1,500 reads a minute for each region.
            "compute", new Rate(10, 20));

    private static final Rate UNPUBLISHED = new Rate(10, 20);

    private Rates() {}

    static Rate of(Provider provider, String service) {
        Map<String, Rate> published = switch (provider) {
            case AWS -> AWS;
            case AZURE -> AZURE;
            case GCP -> GCP;
        };
        return published.getOrDefault(service, UNPUBLISHED);
    }
}
