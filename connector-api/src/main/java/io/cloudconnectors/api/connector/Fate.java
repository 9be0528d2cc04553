package io.cloudconnectors.api.connector;

/** What becomes of a connector that is deleted. */
enum Fate {
    /** It can be restored while its retention lasts. */
    KEEP,
    /** Its secrets are shredded at once, and nothing of it is kept. */
    PURGE
}
