package io.cloudconnectors.contracts.chain;

/** In which way a chain is broken. */
public enum AuditFault {
    /** An entry was taken out. */
    MISSING,
    /** It does not follow the entry before it, so one of the two was put there. */
    UNLINKED,
    /** It says other than it said. */
    CHANGED,
    /** The chain fits together and is not the one that was anchored. */
    REWRITTEN,
    /** The end that was anchored is gone. */
    TRUNCATED
}
