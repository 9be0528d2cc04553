package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import org.jspecify.annotations.Nullable;

/**
 * Stops a listing that goes in circles: the first resource comes again. The SDK's paginators follow any token that they
 * are given, and a wrong one would never end.
 */
final class EndlessPages implements ResourceSink {
    private final ResourceSink sink;
    private @Nullable String first;

    EndlessPages(ResourceSink sink) {
        this.sink = sink;
    }

    /** The listing went in circles. */
    static final class Detected extends RuntimeException {
        Detected() {
            super("A listing began again");
        }
    }

    @Override
    public void accept(Resource resource) {
        if (first == null) {
            first = resource.nativeId();
        } else if (first.equals(resource.nativeId())) {
            throw new Detected();
        }
        sink.accept(resource);
    }
}
