package io.cloudconnectors.contracts;

/** What goes without when a permission is missing. */
public enum PermissionNeed {
    /** Nothing of the account, or nothing of a whole service, can be looked at. */
    MANDATORY,
    /** Some types are a gap. */
    READ,
    /** Nothing, as long as the first way works: asked for only where that one is shut. */
    FALLBACK,
    /** Nothing today: granted at set-up, so that the customer need not change it once it is read. */
    PLANNED
}
