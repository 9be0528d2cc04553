package io.cloudconnectors.api.precondition;

/**
 * The body of an answer that has an entity tag. The version rises with what clients change and not with what runs find
 * out, so the tag guards changes and says nothing about whether a copy is fresh.
 */
public interface Versioned {
    /** Raised by each change that a client makes. */
    long version();
}
