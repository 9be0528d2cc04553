package io.cloudconnectors.poller.pace;

/**
 * What a cloud counts requests against.
 *
 * @param owner whose quota it is: an AWS account, a subscription or the principal in it, a consumer project
 * @param service the provider's short name of it, lower case
 * @param region where the service is asked; empty of one that is asked in one place for all
 */
public record Quota(String owner, String service, String region) {
    /** As a reason names it; without the owner, whom it is shown to. */
    String shown() {
        return region.isEmpty() ? service : service + '/' + region;
    }
}
