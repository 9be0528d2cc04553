package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.poller.provider.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of resources, asked for page by page as they are taken. */
interface Pages {
    /**
     * The page after the last one that was taken.
     *
     * @throws RuntimeException of the SDK, or because a row is none; see {@link Symptom}
     */
    Page next() throws InterruptedException;

    /**
     * @param next where the next page is; absent for the last one
     * @param lacking there is more, and no page has it
     */
    record Page(List<Resource> resources, @Nullable String next, boolean lacking) {}
}
