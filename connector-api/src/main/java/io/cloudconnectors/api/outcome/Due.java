package io.cloudconnectors.api.outcome;

import java.time.Duration;

/** When a connector's next run falls due. */
public sealed interface Due {
    /** When it would have anyway. */
    record Unmoved() implements Due {}

    /**
     * At the next moment on the connector's grid.
     *
     * @param back counts from so long ago: a period that came due in between is made up for
     */
    record OnGrid(Duration back) implements Due {}

    /** After this wait, at once when it is zero. */
    record In(Duration pause) implements Due {}
}
