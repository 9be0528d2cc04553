package io.cloudconnectors.vault.state;

/** What the vault can do at the moment; each is worse than the one before. */
public enum VaultState {
    /** All is well. */
    READY(0),
    /** It seals and reveals, some of it at least, and somebody has to look after something. */
    DEGRADED(1),
    /** Nothing can be revealed or sealed: the KEK opens nothing, the keystore is away, or nothing can be recorded. */
    SEALED(2);

    private final int figure;

    VaultState(int figure) {
        this.figure = figure;
    }

    /** What the metric says. */
    int figure() {
        return figure;
    }

    VaultState orWorse(VaultState other) {
        return figure >= other.figure ? this : other;
    }
}
