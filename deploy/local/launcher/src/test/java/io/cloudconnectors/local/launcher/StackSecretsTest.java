package io.cloudconnectors.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackSecretsTest {

    @TempDir
    private Path directory;

    @Test
    void aSecretIsMadeOnceAndReadableByItsOwnerAlone() throws Exception {
        var secrets = StackSecrets.in(directory.resolve("secrets"));

        var first = secrets.oidcClient("connector-api");

        assertThat(StackSecrets.in(directory.resolve("secrets")).oidcClient("connector-api"))
                .isEqualTo(first);
        assertThat(secrets.oidcClient("poller-service")).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("secrets/oidc-connector-api"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("secrets"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theKekIsAnAeadKeyset() throws Exception {
        var file = StackSecrets.in(directory).kekFile();

        AeadConfig.register();
        var aead = TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        assertThat(aead.decrypt(aead.encrypt(new byte[] {7}, new byte[0]), new byte[0]))
                .containsExactly(7);
    }

    @Test
    void theRunTokenKeyIsAPkcs8PrivateKeyOnP256() throws Exception {
        var pem = Files.readString(StackSecrets.in(directory).runTokenKeyFile());

        var body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        assertThat(key.toString()).isNotEmpty();
        assertThat(((ECPrivateKey) key).getParams().getOrder().bitLength()).isEqualTo(256);
    }

    @Test
    void platformKeysLookLikeAwsKeys() {
        var secrets = StackSecrets.in(directory);

        assertThat(secrets.platformAccessKeyId().value()).matches("AKIA[A-Z2-7]{16}");
        assertThat(secrets.platformSecretAccessKey().value()).hasSize(40);
    }
}
