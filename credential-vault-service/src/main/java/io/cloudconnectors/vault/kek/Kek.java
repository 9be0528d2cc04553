package io.cloudconnectors.vault.kek;

/**
 * A key-encryption key: wraps tenant keys and never leaves where it is kept. Implementations are thread-safe and pass
 * {@code KekContract} of the tests.
 */
public interface Kek {

    /** Names the key in what it wraps now; printable ASCII, at most 200 characters. A rotation changes it. */
    String name();

    /** Whether this KEK opens what was wrapped under that name: its own, or one from before a rotation. */
    boolean opens(String name);

    /**
     * Encrypts and authenticates.
     *
     * @throws KekException when the key is out of reach
     */
    byte[] wrap(byte[] plain, byte[] associatedData);

    /**
     * Opens what {@link #wrap} made with the same associated data.
     *
     * @throws UnsealException when the input is not what this key wrapped, or not with this associated data
     * @throws KekException when the key is out of reach
     */
    byte[] unwrap(byte[] wrapped, byte[] associatedData);
}
