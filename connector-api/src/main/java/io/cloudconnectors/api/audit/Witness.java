package io.cloudconnectors.api.audit;

/** Knows who is acting. */
@FunctionalInterface
public interface Witness {

    /** Whoever sent the current request; {@link Provenance#PLATFORM} outside of one. */
    Provenance now();
}
