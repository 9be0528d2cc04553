package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.UnsealException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A ciphertext that says how to open it: format (1 byte), length of the key's name (1 byte), the key's name (ASCII),
 * ciphertext. The header is authenticated together with the {@link Binding}.
 *
 * @param keyName which key one level up sealed it, {@code kek} or {@code tenant-key/1}
 * @param ciphertext as the key's AEAD wrote it: nonce, ciphertext, tag
 */
record SealedRecord(String keyName, byte[] ciphertext) {
    /** AES-256-GCM with a random 96-bit nonce in front and a 128-bit tag behind. */
    private static final byte FORMAT = 1;

    byte[] encode() {
        byte[] header = header(keyName);
        return ByteBuffer.allocate(header.length + ciphertext.length)
                .put(header)
                .put(ciphertext)
                .array();
    }

    /**
     * Reads a stored record.
     *
     * @throws UnsealException for anything that {@link #encode} does not write
     */
    static SealedRecord decode(byte[] stored) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(stored);
            if (buffer.get() != FORMAT) {
                throw new UnsealException();
            }
            byte[] name = new byte[Byte.toUnsignedInt(buffer.get())];
            buffer.get(name);
            byte[] ciphertext = new byte[buffer.remaining()];
            buffer.get(ciphertext);
            return new SealedRecord(new String(name, StandardCharsets.US_ASCII), ciphertext);
        } catch (BufferUnderflowException truncated) {
            throw new UnsealException();
        }
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

    private static byte[] header(String keyName) {
        byte[] name = keyName.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + name.length)
                .put(FORMAT)
                .put((byte) name.length)
                .put(name)
                .array();
    }
}
