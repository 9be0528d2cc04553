package io.cloudconnectors.vault.kek;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;

/**
 * A KEK in a local file: a Tink keyset in Tink's JSON form, readable by its owner alone. An older key of the keyset still
 * unwraps; the primary key wraps.
 */
public final class KeysetFileKek implements Kek {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Aead aead;

    private KeysetFileKek(Aead aead) {
        this.aead = aead;
    }

    /**
     * Loads a keyset file.
     *
     * @throws KekException when there is none, when anybody but its owner may read it, or when it holds no AEAD keyset
     */
    public static KeysetFileKek load(Path file) {
        requirePrivate(file);
        try {
            AeadConfig.register();
            KeysetHandle keyset = TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
            return new KeysetFileKek(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException | IOException e) {
            // The cause is left out on purpose: a parser's message may quote what it read.
            throw new KekException(
                    "KEK_FILE " + file + " holds no Tink AEAD keyset. Restore it from its backup; a new one is made by"
                            + " GenerateKek, for a new keystore only",
                    null);
        }
    }

    /** Makes a new AES-256-GCM keyset in a new file that its owner alone may read. */
    public static void generate(Path file) throws IOException {
        try {
            AeadConfig.register();
            KeysetHandle keyset =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
            Files.writeString(
                    file,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()),
                    StandardOpenOption.WRITE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not to be had from this JDK", e);
        }
    }

    private static void requirePrivate(Path file) {
        try {
            Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("rwxrwxrwx"));
            others.removeAll(PosixFilePermissions.fromString("rwx------"));
            others.retainAll(Files.getPosixFilePermissions(file));
            if (!others.isEmpty()) {
                throw new KekException(
                        "KEK_FILE " + file + " can be read by others than its owner. Run: chmod 600 " + file, null);
            }
        } catch (IOException e) {
            throw new KekException(
                    "KEK_FILE " + file + " cannot be read. Name an existing keyset file that belongs to this user", e);
        }
    }

    @Override
    public String name() {
        return "kek";
    }

    @Override
    public byte[] wrap(byte[] plain, byte[] associatedData) {
        try {
            return aead.encrypt(plain, associatedData);
        } catch (GeneralSecurityException e) {
            throw new KekException("The KEK does not encrypt", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
        try {
            return aead.decrypt(wrapped, associatedData);
        } catch (GeneralSecurityException e) {
            throw new UnsealException();
        }
    }
}
