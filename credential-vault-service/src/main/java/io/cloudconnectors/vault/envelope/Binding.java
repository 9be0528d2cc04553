package io.cloudconnectors.vault.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a sealed record belongs to. Its bytes are the associated data of the encryption, so that a record moved to another
 * place does not open there.
 */
public sealed interface Binding {

    /** Unambiguous: each part behind its length, the kind of binding first. */
    default byte[] associatedData() {
        byte[][] parts =
                parts().map(part -> part.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        int size =
                Stream.of(parts).mapToInt(part -> Integer.BYTES + part.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            buffer.putInt(part.length).put(part);
        }
        return buffer.array();
    }

    Stream<String> parts();

    /** A secret: one version of one connector's credential. */
    record Secret(String tenant, UUID connector, UUID credential, int version) implements Binding {
        @Override
        public Stream<String> parts() {
            return Stream.of("secret", tenant, connector.toString(), credential.toString(), Integer.toString(version));
        }

        DataKey dataKey() {
            return new DataKey(tenant, credential, version);
        }
    }

    /** The data key of one version. */
    record DataKey(String tenant, UUID credential, int version) implements Binding {
        @Override
        public Stream<String> parts() {
            return Stream.of("data-key", tenant, credential.toString(), Integer.toString(version));
        }
    }

    /** One version of a tenant's key. */
    record TenantKey(String tenant, int version) implements Binding {
        @Override
        public Stream<String> parts() {
            return Stream.of("tenant-key", tenant, Integer.toString(version));
        }
    }

    /** The value that shows whether a KEK is the keystore's own. */
    record KekCheck() implements Binding {
        @Override
        public Stream<String> parts() {
            return Stream.of("kek-check");
        }
    }
}
