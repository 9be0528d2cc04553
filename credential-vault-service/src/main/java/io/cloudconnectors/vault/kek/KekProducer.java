package io.cloudconnectors.vault.kek;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the KEK by configuration. */
@Dependent
public class KekProducer {
    @Produces
    @Singleton
    KekRing keks(KekSettings settings, MeterRegistry metrics) {
        List<Kek> others = Stream.concat(
                        settings.otherFiles().stream().flatMap(List::stream).map(KeysetFileKek::load),
                        settings.otherKmsKeys().stream()
                                .flatMap(List::stream)
                                .map(arn -> AwsKmsKek.connect(arn, settings.kms())))
                .map(kek -> metered(kek, metrics))
                .toList();
        return new KekRing(metered(current(settings), metrics), others);
    }

    static Kek current(KekSettings settings) {
        return switch (settings.provider()) {
            case FILE -> KeysetFileKek.load(named(settings.file(), "KEK_FILE", "a keyset file"));
            case AWS_KMS ->
                AwsKmsKek.connect(named(settings.kms().keyArn(), "KMS_KEY_ARN", "the ARN of a key"), settings.kms());
        };
    }

    private static Kek metered(Kek kek, MeterRegistry metrics) {
        return new MeteredKek(kek, metrics);
    }

    private static <T> T named(Optional<T> value, String variable, String what) {
        return value.orElseThrow(() -> new KekException("There is no KEK. Set " + variable + " to " + what
                + ", or choose another provider with VAULT_KEK (file, aws-kms)"));
    }
}
