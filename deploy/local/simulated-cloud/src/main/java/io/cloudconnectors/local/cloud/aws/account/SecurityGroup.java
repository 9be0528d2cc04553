package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A security group with its rules. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecurityGroup(
        String id,
        String name,
        String description,
        @Nullable String vpcId,
        List<Rule> ingress,
        List<Rule> egress,
        SortedMap<String, String> tags) {

    /**
     * One permission.
     *
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, or {@code -1} for all, which has no ports
     * @param cidr IPv4 or IPv6; the colon tells
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rule(
            String protocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidr,
            @Nullable String sourceGroupId,
            @Nullable String description) {
        static final Rule EVERYTHING = new Rule("-1", null, null, "0.0.0.0/0", null, null);
    }

    public SecurityGroup {
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
    }
}
