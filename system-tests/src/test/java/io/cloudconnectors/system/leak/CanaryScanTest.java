package io.cloudconnectors.system.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.system.leak.Canary.Encoding;
import io.cloudconnectors.system.leak.CanaryScan.Finding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryScanTest {

    private static final Canary KEY = new Canary("key", random(1, 32));
    private final CanaryScan scan = new CanaryScan(List.of(KEY, new Canary("other", random(2, 32))));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 1000})
    void aSecretInsideOfSomethingThatIsEncodedIsFound(int before) {
        var text = Base64.getEncoder().encodeToString(concat(random(3, before), KEY.secret(), random(4, 7)));

        assertThat(scan.scan("here", text.getBytes(StandardCharsets.US_ASCII)))
                .containsExactly(new Finding(KEY, Encoding.BASE64, "here"));
    }

    @Test
    void eachFormIsFoundForItself() {
        KEY.forms()
                .forEach((encoding, bytes) -> assertThat(scan.scan("x", concat(random(5, 9), bytes, random(6, 9))))
                        .containsExactly(new Finding(KEY, encoding, "x")));
    }

    @Test
    void halfOfASecretIsFound() {
        assertThat(scan.scan("x", Arrays.copyOfRange(KEY.secret(), 16, 32))).hasSize(1);
        assertThat(scan.scan("x", Arrays.copyOf(KEY.secret(), 15))).isEmpty();
    }

    @Test
    void otherBytesAreNoFind() {
        assertThat(scan.scan("x", random(7, 1_000_000))).isEmpty();
        assertThat(scan.scan("x", new byte[0])).isEmpty();
    }

    private static byte[] random(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
