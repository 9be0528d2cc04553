package io.cloudconnectors.contracts;

/**
 * The part of an account that is looked at as one: all that one service has in one region.
 *
 * @param region the provider's name of the region, or {@code global}
 * @param service the provider's short name of the service, lower case: {@code ec2}, {@code s3}
 */
public record SliceKey(String region, String service) {
    /** The region of services that have none. */
    public static final String GLOBAL = "global";
}
