package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.UnsealException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A ciphertext that says how to open it: format (1 byte), length of the key's name (1 byte), the key's name (ASCII),
 * ciphertext. The header is authenticated together with the {@link Binding}.
 *
 * @param keyName which key one level up sealed it, {@code kek} or {@code tenant-key/1}
 * @param stored the record as it is kept, not a copy
 * @param from where in it the ciphertext begins
 */
record SealedRecord(String keyName, byte[] stored, int from) {
    /** AES-256-GCM with a random 96-bit nonce in front and a 128-bit tag behind. */
    private static final byte FORMAT = 1;

    private static final int NAME_FROM = 2;

    /** @param ciphertext as the key's AEAD wrote it: nonce, ciphertext, tag */
    SealedRecord(String keyName, byte[] ciphertext) {
        this(keyName, withHeader(keyName, ciphertext), NAME_FROM + keyName.length());
    }

    byte[] encode() {
        return stored;
    }

    /** What the key's AEAD wrote: nonce, ciphertext, tag. */
    byte[] ciphertext() {
        return Arrays.copyOfRange(stored, from, stored.length);
    }

    /**
     * Reads a stored record.
     *
     * @throws UnsealException for anything that {@link #encode} does not write
     */
    static SealedRecord decode(byte[] stored) {
        if (stored.length < NAME_FROM || stored[0] != FORMAT) {
            throw new UnsealException();
        }
        int from = NAME_FROM + Byte.toUnsignedInt(stored[1]);
        if (from > stored.length) {
            throw new UnsealException();
        }
        return new SealedRecord(
                new String(stored, NAME_FROM, from - NAME_FROM, StandardCharsets.US_ASCII), stored, from);
    }

    private static byte[] withHeader(String keyName, byte[] ciphertext) {
        byte[] header = header(keyName);
        return ByteBuffer.allocate(header.length + ciphertext.length)
                .put(header)
                .put(ciphertext)
                .array();
    }

    /** What the AEAD authenticates beside the ciphertext. */
    static byte[] associatedData(String keyName, Binding binding) {
        byte[] header = header(keyName);
        byte[] bound = binding.associatedData();
        return ByteBuffer.allocate(header.length + bound.length)
                .put(header)
                .put(bound)
                .array();
    }

    static byte[] header(String keyName) {
        byte[] name = keyName.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + name.length)
                .put(FORMAT)
                .put((byte) name.length)
                .put(name)
                .array();
    }
}
