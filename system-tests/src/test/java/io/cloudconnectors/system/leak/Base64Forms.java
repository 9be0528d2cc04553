package io.cloudconnectors.system.leak;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How bytes look in Base64, which depends on where in the encoded text they begin. */
final class Base64Forms {

    private Base64Forms() {}

    static String alone(byte[] secret) {
        return Base64.getEncoder().withoutPadding().encodeToString(secret);
    }

    /** The characters that the secret alone decides, for each of the three places where it may begin, in both alphabets. */
    static Set<String> anywhere(byte[] secret) {
        var forms = new ArrayList<String>();
        for (int before = 0; before < 3; before++) {
            var shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            int whole = shifted.length / 3 * 4;
            int first = before == 0 ? 0 : 4;
            for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                forms.add(encoder.encodeToString(shifted).substring(first, whole));
            }
        }
        return new LinkedHashSet<>(forms);
    }
}
