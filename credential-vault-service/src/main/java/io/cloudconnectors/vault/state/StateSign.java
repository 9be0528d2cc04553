package io.cloudconnectors.vault.state;

/**
 * One thing by which the vault's state is told. A feature has its own; {@link VaultWatch} looks at all of them in the background, so
 * that a look may take as long as the time-outs of what it asks.
 */
public interface StateSign {
    /** In the answer of the health endpoint and as a label of the metric: one word in lower case. */
    String name();

    /** Looks. That something is away is what it says, and not an exception. */
    Seen look();
}
