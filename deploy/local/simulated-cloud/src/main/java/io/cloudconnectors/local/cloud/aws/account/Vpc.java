package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.SortedMap;

/** A virtual private cloud. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Vpc(String id, String cidr, boolean isDefault, String dhcpOptionsId, SortedMap<String, String> tags) {}
