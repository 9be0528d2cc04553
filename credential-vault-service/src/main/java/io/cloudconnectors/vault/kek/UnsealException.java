package io.cloudconnectors.vault.kek;

/**
 * Something sealed did not open. One message for every cause (wrong key, wrong place, a flipped bit, an unknown format), since
 * telling them apart helps only an attacker.
 */
public final class UnsealException extends RuntimeException {
    public UnsealException() {
        super("The sealed record does not open: it was changed, moved or sealed with another key");
    }
}
