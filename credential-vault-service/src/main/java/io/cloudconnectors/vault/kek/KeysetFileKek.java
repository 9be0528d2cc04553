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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A KEK in a local file: a Tink keyset in Tink's JSON form, readable by its owner alone. The primary key wraps; every other
 * key of the keyset still unwraps what it wrapped when it was primary.
 */
public final class KeysetFileKek implements Kek {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final String NAME = "file/";
    /** What records of the first release say: a keyset then had one key, and Tink finds it by its own prefix. */
    private static final String UNNUMBERED = "kek";

    private final String name;
    private final Set<String> opens;
    private final Aead aead;

    private KeysetFileKek(KeysetHandle keyset) throws GeneralSecurityException {
        this.name = NAME + Integer.toUnsignedString(keyset.getPrimary().getId());
        this.opens = IntStream.range(0, keyset.size())
                .mapToObj(i -> NAME + Integer.toUnsignedString(keyset.getAt(i).getId()))
                .collect(Collectors.toUnmodifiableSet());
        this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /**
     * Loads a keyset file.
     *
     * @throws KekException when there is none, when anybody but its owner may read it, or when it holds no AEAD keyset
     */
    public static KeysetFileKek load(Path file) {
        requirePrivate(file);
        try {
            return new KeysetFileKek(read(file));
        } catch (GeneralSecurityException | IOException e) {
            // The cause is left out on purpose: a parser's message may quote what it read.
            throw new KekException(
                    "KEK_FILE " + file + " holds no Tink AEAD keyset. Restore it from its backup; a new one"
                            + " is made by GenerateKek, for a new keystore only");
        }
    }

    /** Makes a new AES-256-GCM keyset in a new file that its owner alone may read. */
    public static void generate(Path file) throws IOException {
        try {
            AeadConfig.register();
            KeysetHandle keyset =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
            write(file, keyset);
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    /** Adds a key that unwraps; it wraps once it was {@linkplain #promote promoted}. */
    public static void addKey(Path file) throws IOException {
        change(
                file,
                keyset -> KeysetHandle.newBuilder(keyset)
                        .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                                .withRandomId())
                        .build());
    }

    /** Lets the youngest key wrap. */
    public static void promote(Path file) throws IOException {
        change(file, keyset -> {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
            builder.getAt(builder.size() - 1).makePrimary();
            return builder.build();
        });
    }

    /** Removes every key that does not wrap: for the time after a rotation, when nothing is under them any more. */
    public static void removeOthers(Path file) throws IOException {
        change(file, keyset -> {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
            for (int i = builder.size() - 1; i >= 0; i--) {
                if (!builder.getAt(i).isPrimary()) {
                    builder.deleteAt(i);
                }
            }
            return builder.build();
        });
    }

    private interface Change {
        KeysetHandle of(KeysetHandle keyset) throws GeneralSecurityException;
    }

    /** Beside the old file first, so that a crash leaves the one or the other, whole. */
    private static void change(Path file, Change change) throws IOException {
        requirePrivate(file);
        try {
            KeysetHandle changed = change.of(read(file));
            Path fresh = Files.createFile(
                    file.resolveSibling(file.getFileName() + ".new"), PosixFilePermissions.asFileAttribute(OWNER));
            write(fresh, changed);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (GeneralSecurityException e) {
            throw new KekException("KEK_FILE " + file + " holds no Tink AEAD keyset that can be changed");
        }
    }

    private static KeysetHandle read(Path file) throws GeneralSecurityException, IOException {
        AeadConfig.register();
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    private static void write(Path file, KeysetHandle keyset) throws GeneralSecurityException, IOException {
        Files.writeString(
                file,
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()),
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
    }

    private static void requirePrivate(Path file) {
        try {
            Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("rwxrwxrwx"));
            others.removeAll(PosixFilePermissions.fromString("rwx------"));
            others.retainAll(Files.getPosixFilePermissions(file));
            if (!others.isEmpty()) {
                throw new KekException(
                        "KEK_FILE " + file + " can be read by others than its owner. Run: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw new KekException(
                    "KEK_FILE " + file + " cannot be read. Name an existing keyset file that belongs to this user", e);
        }
    }

    private static IllegalStateException noAesGcm(GeneralSecurityException e) {
        return new IllegalStateException("AES-GCM is not to be had from this JDK", e);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean opens(String other) {
        return opens.contains(other) || other.equals(UNNUMBERED);
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
