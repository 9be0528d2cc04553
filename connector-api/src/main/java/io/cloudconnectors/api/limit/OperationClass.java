package io.cloudconnectors.api.limit;

import java.util.Locale;

/** What requests are counted together. */
public enum OperationClass {
    /** GET and HEAD. */
    READ,
    /** What changes something. */
    WRITE,
    /** What makes the platform work for longer than the request; see {@link Expensive}. */
    EXPENSIVE,
    /** Whatever comes without a token, counted by address. */
    ANONYMOUS;

    /** The name of the policy in the headers. */
    String policy() {
        return name().toLowerCase(Locale.ROOT);
    }
}
