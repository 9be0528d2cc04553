package io.cloudconnectors.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why something could not be done. The sentence for people is made by connector-api from the code.
 *
 * @param providerCode the provider's own error code, as it sent it
 * @param providerRequestId what the provider's support asks for
 * @param subject what the reason is about: the action denied ({@code ec2:DescribeVolumes}), the account reached instead,
 *     the API that is off. Never a secret, never text of the provider
 * @param at when it was seen
 */
public record Reason(
        ReasonCode code,
        @Nullable String providerCode,
        @Nullable String providerRequestId,
        @Nullable String subject,
        Instant at) {}
