package io.cloudconnectors.local.launcher;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.cloudconnectors.local.servers.EmbeddedPostgres.Passwords;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.EnumMap;

/**
 * The secrets of one stack: one file each (mode 0600, in a directory of mode 0700), made at the first start and kept with
 * the data that they open.
 */
public final class StackSecrets {

    /** Makes a secret when its file is not there. */
    private interface Maker {
        String make() throws GeneralSecurityException;
    }

    private static final String AWS_KEY_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    private StackSecrets(Path directory) {
        this.directory = directory;
    }

    static StackSecrets in(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new StackSecrets(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of secrets %s could not be made".formatted(directory), e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Of PostgreSQL's superuser and roles. */
    Passwords postgres() {
        var roles = new EnumMap<Role, Secret>(Role.class);
        for (var role : Role.values()) {
            roles.put(role, password("postgres-" + role.sqlName()));
        }
        return new Passwords(password("postgres-superuser"), roles);
    }

    /** The client secret of one of the services, of {@link Tokens#CLIENT}, {@link CiClients#CLIENT} or
     * {@link VaultCommand#CLIENT}. */
    public Secret oidcClient(String client) {
        return password("oidc-" + client);
    }

    /** The platform's own AWS access key id, for the simulated cloud. */
    public Secret platformAccessKeyId() {
        return read("platform-aws-access-key-id", () -> "AKIA" + letters(16));
    }

    public Secret platformSecretAccessKey() {
        return read("platform-aws-secret-access-key", () -> {
            var bytes = new byte[30];
            random.nextBytes(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        });
    }

    /** A Tink keyset in JSON: the vault's key-encryption key. */
    public Path kekFile() {
        return file("kek.json", () -> {
            AeadConfig.register();
            var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        });
    }

    /** An EC P-256 private key in PKCS#8 PEM: connector-api signs run tokens with it. */
    public Path runTokenKeyFile() {
        return file("run-token-key.pem", () -> {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var encoded = generator.generateKeyPair().getPrivate().getEncoded();
            var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(encoded);
            return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
        });
    }

    private Secret password(String name) {
        return read(name, () -> Secret.random().value());
    }

    private Secret read(String name, Maker maker) {
        try {
            return new Secret(Files.readString(file(name, maker)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The secret %s could not be read".formatted(name), e);
        }
    }

    /** A file appears whole or not at all: written beside its place and renamed. */
    private Path file(String name, Maker maker) {
        var file = directory.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try {
            var draft = directory.resolve(name + ".draft");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, maker.make(), StandardOpenOption.WRITE);
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The secret %s could not be written".formatted(name), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot make the secret " + name, e);
        }
    }

    private String letters(int count) {
        var letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(AWS_KEY_ALPHABET.charAt(random.nextInt(AWS_KEY_ALPHABET.length())));
        }
        return letters.toString();
    }
}
