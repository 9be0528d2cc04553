package io.cloudconnectors.bench.vault;

import io.cloudconnectors.bench.load.Window;
import io.cloudconnectors.vault.envelope.Binding;
import io.cloudconnectors.vault.envelope.Envelope;
import io.cloudconnectors.vault.envelope.SecretBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** Some secrets of one tenant, and how long it takes to open one: the data key's row, the keys, the secret. */
final class Secrets {
    private static final int BYTES = 2_300;

    private final List<Sealed> sealed = new ArrayList<>();

    private record Sealed(Binding.Secret binding, byte[] record) {}

    Secrets(Envelope envelope, String tenant, int count) {
        for (int i = 0; i < count; i++) {
            Binding.Secret binding = new Binding.Secret(tenant, UUID.randomUUID(), UUID.randomUUID(), 1);
            try (SecretBytes secret = SecretBytes.owning(new byte[BYTES])) {
                sealed.add(new Sealed(binding, envelope.seal(binding, secret).record()));
            }
        }
    }

    /** One after the other, of this tenant's at random, while there is something to wait for. */
    Window open(Envelope envelope, BooleanSupplier goesOn) {
        LongStream.Builder nanos = LongStream.builder();
        long begin = System.nanoTime();
        long last = begin;
        while (goesOn.getAsBoolean()) {
            Sealed one = sealed.get(ThreadLocalRandom.current().nextInt(sealed.size()));
            envelope.open(one.binding(), one.record()).close();
            long now = System.nanoTime();
            nanos.add(now - last);
            last = now;
        }
        return Window.of(Duration.ofNanos(last - begin), nanos.build().toArray());
    }

    Window open(Envelope envelope, Duration length) {
        long deadline = System.nanoTime() + length.toNanos();
        return open(envelope, () -> System.nanoTime() < deadline);
    }
}
