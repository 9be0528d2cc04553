package io.cloudconnectors.local.cloud.google.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One service account of a project.
 *
 * @param uniqueId 21 digits
 * @param keys the public halves by key id
 */
public record ServiceAccount(
        String email,
        String uniqueId,
        boolean disabled,
        @JsonIgnore Map<String, ServiceAccountKey> keys) {

    public ServiceAccount {
        keys = Map.copyOf(keys);
    }

    static ServiceAccount named(String name, String projectId) {
        String email = name + "@" + projectId + ".iam.gserviceaccount.com";
        return new ServiceAccount(email, Numbers.of("1", 21, email), false, Map.of());
    }

    public ServiceAccount with(ServiceAccountKey key) {
        Map<String, ServiceAccountKey> more = new LinkedHashMap<>(keys);
        more.put(key.id(), key);
        return new ServiceAccount(email, uniqueId, disabled, more);
    }

    public ServiceAccount withoutKey(String keyId) {
        Map<String, ServiceAccountKey> fewer = new LinkedHashMap<>(keys);
        fewer.remove(keyId);
        return new ServiceAccount(email, uniqueId, disabled, fewer);
    }

    public ServiceAccount withoutKeys() {
        return new ServiceAccount(email, uniqueId, disabled, Map.of());
    }

    public ServiceAccount switchedOff(boolean off) {
        return new ServiceAccount(email, uniqueId, off, keys);
    }
}
