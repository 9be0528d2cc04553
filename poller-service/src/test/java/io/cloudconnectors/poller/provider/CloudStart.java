package io.cloudconnectors.poller.provider;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Starts a simulated cloud; a cloud that does not start fails the test. */
@FunctionalInterface
public interface CloudStart<C> {
    C start() throws IOException;

    static <C> C now(CloudStart<C> cloud) {
        try {
            return cloud.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
