package io.cloudconnectors.vault.envelope;

import com.fasterxml.jackson.annotation.JsonIgnoreType;
import java.util.Arrays;

/**
 * A secret in memory: never printed, never serialised, zeroed on close. Whoever makes one closes it. The garbage
 * collector may have moved a copy; what is promised is that this object holds none after close.
 */
@JsonIgnoreType
public final class SecretBytes implements AutoCloseable {
    private final byte[] value;

    private SecretBytes(byte[] value) {
        this.value = value;
    }

    /** Takes the array over; the caller must not use it again. */
    public static SecretBytes owning(byte[] value) {
        return new SecretBytes(value);
    }

    /** The bytes themselves, not a copy: do not keep them. */
    public byte[] expose() {
        return value;
    }

    @Override
    public void close() {
        Arrays.fill(value, (byte) 0);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
