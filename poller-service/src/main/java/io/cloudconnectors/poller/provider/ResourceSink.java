package io.cloudconnectors.poller.provider;

/** Takes resources as they are found; may block while earlier ones are on their way. */
@FunctionalInterface
public interface ResourceSink {
    void accept(Resource resource) throws InterruptedException;
}
