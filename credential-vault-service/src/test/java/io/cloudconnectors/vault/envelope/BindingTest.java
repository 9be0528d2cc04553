package io.cloudconnectors.vault.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.vault.kek.UnsealException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a record is bound to, whatever key there is: another place may have the same one. */
class BindingTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final byte[] SECRET = "s3cr3t".getBytes(StandardCharsets.US_ASCII);

    private record Move(Binding from, Binding to) {}

    static Stream<Move> moves() {
        Binding secret = new Binding.Secret("a", ONE, ONE, 1);
        Binding dataKey = new Binding.DataKey("a", ONE, 1, 1);
        Binding second = new Binding.DataKey("a", ONE, 1, 2);
        Binding tenantKey = new Binding.TenantKey("a", 1);
        return Stream.of(
                new Move(secret, new Binding.Secret("b", ONE, ONE, 1)),
                new Move(secret, new Binding.Secret("a", OTHER, ONE, 1)),
                new Move(secret, new Binding.Secret("a", ONE, OTHER, 1)),
                new Move(secret, new Binding.Secret("a", ONE, ONE, 2)),
                new Move(dataKey, new Binding.DataKey("b", ONE, 1, 1)),
                new Move(dataKey, new Binding.DataKey("a", OTHER, 1, 1)),
                new Move(dataKey, new Binding.DataKey("a", ONE, 2, 1)),
                new Move(dataKey, second),
                new Move(second, new Binding.DataKey("a", ONE, 1, 3)),
                new Move(tenantKey, new Binding.TenantKey("b", 1)),
                new Move(tenantKey, new Binding.TenantKey("a", 2)),
                new Move(new Binding.FingerprintKey("a"), new Binding.FingerprintKey("b")),
                new Move(new Binding.FingerprintKey("a"), new Binding.KekCheck()));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void whatOneKeySealsForOnePlaceItOpensInNoOther(Move move) {
        try (AeadKey key = AeadKey.generate(new SecureRandom());
                SecretBytes secret = SecretBytes.owning(SECRET.clone())) {
            SealedRecord sealed = SealedRecord.decode(key.seal("data-key", move.from(), secret));

            assertThatThrownBy(() -> key.open(move.to(), sealed)).isInstanceOf(UnsealException.class);
            try (SecretBytes opened = key.open(move.from(), sealed)) {
                assertThat(opened.expose()).isEqualTo(SECRET);
            }
        }
    }

    /** Under the same key: which one it was sealed by is bound, too. */
    @Test
    void aRecordDoesNotOpenUnderAnotherKeysName() {
        Binding place = new Binding.Secret("a", ONE, ONE, 1);
        try (AeadKey key = AeadKey.generate(new SecureRandom());
                SecretBytes secret = SecretBytes.owning(SECRET.clone())) {
            SealedRecord sealed = SealedRecord.decode(key.seal("data-key", place, secret));

            assertThatThrownBy(() -> key.open(place, new SealedRecord("data-key/2", sealed.ciphertext())))
                    .isInstanceOf(UnsealException.class);
        }
    }

    /** Other bytes, and nothing that was ever sealed opens. */
    @Test
    void theBytesOfABindingNeverChange() {
        assertThat(HexFormat.of().formatHex(new Binding.Secret("a", ONE, OTHER, 3).associatedData()))
                .isEqualTo("00000006" + "736563726574" // secret
                        + "00000001" + "61" // a
                        + "00000024" + "30303030303030302d303030302d303030302d303030302d303030303030303030303031"
                        + "00000024" + "30303030303030302d303030302d303030302d303030302d303030303030303030303032"
                        + "00000001" + "33"); // 3
    }
}
