package io.cloudconnectors.vault.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every KEK must do, whatever keeps it. */
abstract class KekContract {
    static final byte[] KEY = "a tenant key of thirty-two bytes".getBytes(StandardCharsets.US_ASCII);
    static final byte[] PLACE = "tenant a, version 1".getBytes(StandardCharsets.US_ASCII);

    /** The same key at each call. */
    abstract Kek kek();

    /** Another key of the same kind. */
    abstract Kek foreign();

    @Test
    void itsNameIsItsOwnAndFitsIntoARecord() {
        assertThat(kek().name())
                .matches("[\\x21-\\x7e]{1,200}")
                .isNotEqualTo(foreign().name());
        assertThat(kek().opens(kek().name())).isTrue();
        assertThat(kek().opens(foreign().name())).isFalse();
    }

    @Test
    void unwrapsWhatItWrapped() {
        assertThat(kek().unwrap(kek().wrap(KEY, PLACE), PLACE)).isEqualTo(KEY);
    }

    @Test
    void wrapsTheSameKeyDifferentlyEachTime() {
        assertThat(kek().wrap(KEY, PLACE)).isNotEqualTo(kek().wrap(KEY, PLACE));
    }

    @Test
    void doesNotUnwrapInAnotherPlace() {
        byte[] wrapped = kek().wrap(KEY, PLACE);

        assertThatThrownBy(() -> kek().unwrap(wrapped, new byte[] {1})).isInstanceOf(UnsealException.class);
    }

    @Test
    void doesNotUnwrapWhatAnotherKeyWrapped() {
        byte[] wrapped = foreign().wrap(KEY, PLACE);

        assertThatThrownBy(() -> kek().unwrap(wrapped, PLACE)).isInstanceOf(UnsealException.class);
    }

    @Test
    void rejectsEveryFlippedByteAlike() {
        byte[] wrapped = kek().wrap(KEY, PLACE);

        assertThat(IntStream.range(0, wrapped.length)).allSatisfy(at -> {
            byte[] flipped = wrapped.clone();
            flipped[at] ^= 1;
            assertThatThrownBy(() -> kek().unwrap(flipped, PLACE)).isExactlyInstanceOf(UnsealException.class);
        });
    }
}
