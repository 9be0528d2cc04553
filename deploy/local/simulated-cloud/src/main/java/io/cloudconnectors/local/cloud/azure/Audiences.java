package io.cloudconnectors.local.cloud.azure;

import java.util.Set;

/** The names under which Resource Manager is known to Entra ID: its own, and those of the public and sovereign clouds. */
final class Audiences {
    private static final Set<String> RESOURCE_MANAGER = Set.of(
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://management.usgovcloudapi.net",
            "https://management.core.usgovcloudapi.net",
            "https://management.chinacloudapi.cn",
            "https://management.core.chinacloudapi.cn");

    private Audiences() {}

    static boolean isResourceManager(String resource, String host) {
        String bare = resource.replaceAll("/+$", "");
        return bare.equals("https://" + host) || RESOURCE_MANAGER.contains(bare);
    }
}
