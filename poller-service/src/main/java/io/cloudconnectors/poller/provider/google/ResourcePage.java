package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.poller.provider.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next the token of the next page; absent on the last */
record ResourcePage(List<Resource> resources, @Nullable String next) {
    ResourcePage {
        resources = List.copyOf(resources);
        next = next == null || next.isEmpty() ? null : next;
    }
}
