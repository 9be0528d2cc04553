package io.cloudconnectors.local.cloud.aws.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What policies are asked about.
 *
 * @param principals every way in which the caller can be named in a trust policy: its ARN, its account, its role
 * @param action {@code ec2:DescribeInstances}
 * @param resource an ARN, or {@code *} for actions without resource-level permissions
 * @param context condition keys in lower case; a key that the request does not carry is absent
 */
public record AccessRequest(List<String> principals, String action, String resource, Map<String, String> context) {
    public AccessRequest {
        principals = List.copyOf(principals);
        context = Map.copyOf(context);
    }

    @Nullable
    String contextValue(String key) {
        return context.get(key.toLowerCase(Locale.ROOT));
    }

    /** The same request with one more condition key; a null value leaves it absent. */
    public AccessRequest with(String key, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new HashMap<>(context);
        more.put(key.toLowerCase(Locale.ROOT), value);
        return new AccessRequest(principals, action, resource, more);
    }
}
