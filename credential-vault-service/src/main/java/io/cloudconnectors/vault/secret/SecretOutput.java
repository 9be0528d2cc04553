package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.envelope.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that grow, and leave nothing behind where they were. */
final class SecretOutput extends OutputStream {
    private static final int FIRST = 4096;

    private byte[] bytes = new byte[FIRST];
    private int length;

    /** All that a stream has; the caller closes it. */
    static SecretBytes all(InputStream input) throws IOException {
        try (SecretOutput output = new SecretOutput()) {
            while (true) {
                output.room(FIRST);
                int read = input.read(output.bytes, output.length, output.bytes.length - output.length);
                if (read < 0) {
                    return output.secret();
                }
                output.length += read;
            }
        }
    }

    /** What was written; the caller closes it. */
    SecretBytes secret() {
        return SecretBytes.owning(Arrays.copyOf(bytes, length));
    }

    @Override
    public void write(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            byte[] larger = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            Arrays.fill(bytes, (byte) 0);
            bytes = larger;
        }
    }
}
