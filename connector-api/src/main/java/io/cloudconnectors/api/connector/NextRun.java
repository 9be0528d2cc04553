package io.cloudconnectors.api.connector;

/** What a change of the schedule means for the next run; {@link CheckSoon} sees to changes of the account. */
enum NextRun {
    /** It stays when it was. */
    KEEP,
    /** It is due at once. */
    NOW,
    /** It moves to the next moment on the connector's grid. */
    NEXT_SLOT;

    /**
     * Decides.
     *
     * @param everRun whether there has been a run, or is one
     */
    static NextRun after(ConnectorSpec before, ConnectorSpec after, boolean everRun) {
        if (!after.runnable()) {
            return KEEP;
        }
        if (!before.runnable()) {
            return everRun ? NEXT_SLOT : NOW;
        }
        boolean moved = before.runFrequencyMinutes() != after.runFrequencyMinutes();
        return moved && everRun ? NEXT_SLOT : KEEP;
    }
}
