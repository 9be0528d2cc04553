package io.cloudconnectors.api.runtoken;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.fixture.Configs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** Run tokens signed with a key that is made at run time. */
public final class RunTokenFixture {
    private RunTokenFixture() {}

    public static RunTokens tokens() {
        return new RunTokens(
                Configs.of(
                        RunTokenConfig.class,
                        Map.of("run-token.key-file", keyFile().toString())),
                Clock.systemUTC());
    }

    /** As {@link #tokens}, but what is no secret here is not signed: that takes longer than all else that a lease does. */
    public static RunTokens unsigned() {
        return new Unsigned();
    }

    /** A new key in a file that goes with this JVM. */
    public static Path keyFile() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
            Path file = Files.createTempFile("run-token", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                            + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token says, unverified. */
    public static Map<String, Object> claims(String token) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
            return new ObjectMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Unsigned extends RunTokens {
        private static final RunTokenConfig CONFIG = Configs.of(
                RunTokenConfig.class, Map.of("run-token.key-file", keyFile().toString()));

        Unsigned() {
            super(CONFIG, Clock.systemUTC());
        }

        @Override
        public String sign(Subject subject) {
            return "unsigned";
        }
    }
}
