package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.UnsealException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a sealed record belongs to. Its bytes are the associated data of the encryption, so that a record moved to another
 * place does not open there.
 */
public sealed interface Binding {

    /** Unambiguous: each part behind its length, the kind of binding first. */
    default byte[] associatedData() {
        String[] parts = parts();
        byte[][] encoded = new byte[parts.length][];
        int size = 0;
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = parts[i].getBytes(StandardCharsets.UTF_8);
            size += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (byte[] part : encoded) {
            buffer.putInt(part.length).put(part);
        }
        return buffer.array();
    }

    /** In an order that never changes: what was sealed depends on it. */
    String[] parts();

    /** A secret: one version of one connector's credential. */
    record Secret(String tenant, UUID connector, UUID credential, int version) implements Binding {
        @Override
        public String[] parts() {
            return new String[] {
                "secret", tenant, connector.toString(), credential.toString(), Integer.toString(version)
            };
        }

        DataKey dataKey(int generation) {
            return new DataKey(tenant, credential, version, generation);
        }
    }

    /**
     * A data key of one version.
     *
     * @param generation 1, and one more each time that the version is re-sealed
     */
    record DataKey(String tenant, UUID credential, int version, int generation) implements Binding {
        /** What its sealed secret says: {@code data-key}, {@code data-key/2}, ... */
        String name() {
            return generationName(generation);
        }

        @Override
        public String[] parts() {
            String place = credential.toString();
            String number = Integer.toString(version);
            return generation == 1
                    ? new String[] {"data-key", tenant, place, number}
                    : new String[] {"data-key", tenant, place, number, Integer.toString(generation)};
        }
    }

    /** The name of data keys of that generation. */
    static String generationName(int generation) {
        return generation == 1 ? "data-key" : "data-key/" + generation;
    }

    /**
     * The generation in a {@linkplain #generationName name}.
     *
     * @throws io.cloudconnectors.vault.kek.UnsealException when it is no such name
     */
    static int generation(String name) {
        return name.equals("data-key") ? 1 : number(name, "data-key/");
    }

    /** The number behind a prefix, written as this code writes it. */
    static int number(String name, String prefix) {
        if (name.startsWith(prefix)) {
            try {
                int number = Integer.parseInt(name, prefix.length(), name.length(), 10);
                if (number > 0 && name.equals(prefix + number)) {
                    return number;
                }
            } catch (NumberFormatException notOurs) {
                throw new UnsealException();
            }
        }
        throw new UnsealException();
    }

    /** The key of a tenant's fingerprints. */
    record FingerprintKey(String tenant) implements Binding {
        @Override
        public String[] parts() {
            return new String[] {"fingerprint-key", tenant};
        }
    }

    /** One version of a tenant's key. */
    record TenantKey(String tenant, int version) implements Binding {
        @Override
        public String[] parts() {
            return new String[] {"tenant-key", tenant, Integer.toString(version)};
        }
    }

    /** The value that shows whether a KEK is the keystore's own. */
    record KekCheck() implements Binding {
        @Override
        public String[] parts() {
            return new String[] {"kek-check"};
        }
    }
}
