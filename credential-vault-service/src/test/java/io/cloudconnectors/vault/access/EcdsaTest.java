package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaTest {
    private static final String AWS_LC = "AmazonCorrettoCryptoProvider";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runTokensAndNothingElseAreVerifiedByTheFastLibrary(boolean genuine) throws Exception {
        var context = Ecdsa.provider();
        JsonWebSignature token = new JsonWebSignature();
        token.setProviderContext(context);
        token.setAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
        token.setCompactSerialization(
                TestTokens.signed(TestTokens.runToken("acme", UUID.randomUUID(), UUID.randomUUID(), 1)));
        token.setKey((genuine ? TestTokens.RUN_TOKEN_KEY : TestTokens.ecKey("foreign")).getPublicKey());

        assertThat(token.verifySignature()).isEqualTo(genuine);
        assertThat(context.getSuppliedKeyProviderContext().getSignatureProvider())
                .isEqualTo(AWS_LC);
        assertThat(Security.getProviders()[Security.getProviders().length - 1].getName())
                .isEqualTo(AWS_LC);
    }
}
