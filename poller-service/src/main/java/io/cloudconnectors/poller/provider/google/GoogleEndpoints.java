package io.cloudconnectors.poller.provider.google;

import java.net.URI;
import java.util.Optional;

/** Google's hosts, or the one that the operator has put in their place. Nothing that a customer enters is a host. */
record GoogleEndpoints(URI token, URI resourceManager, URI asset, URI compute, URI storage, URI serviceUsage) {

    static GoogleEndpoints of(Optional<URI> replacement) {
        return replacement
                .map(host -> new GoogleEndpoints(host.resolve("/token"), host, host, host, host, host))
                .orElseGet(() -> new GoogleEndpoints(
                        URI.create("https://oauth2.googleapis.com/token"),
                        URI.create("https://cloudresourcemanager.googleapis.com"),
                        URI.create("https://cloudasset.googleapis.com"),
                        URI.create("https://compute.googleapis.com"),
                        URI.create("https://storage.googleapis.com"),
                        URI.create("https://serviceusage.googleapis.com")));
    }
}
