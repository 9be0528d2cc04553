package io.cloudconnectors.vault.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetFileKekTest extends KekContract {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeAKek() throws IOException {
        file = folder.resolve("kek.json");
        GenerateKek.main(new String[] {file.toString()});
        KeysetFileKek.generate(folder.resolve("foreign.json"));
    }

    @Override
    Kek kek() {
        return KeysetFileKek.load(file);
    }

    @Override
    Kek foreign() {
        return KeysetFileKek.load(folder.resolve("foreign.json"));
    }

    @Test
    void aNewFileIsItsOwnersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anExistingFileIsNeverReplaced() {
        assertThatThrownBy(() -> KeysetFileKek.generate(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
    void aFileOpenToOthersIsRefused(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(this::kek).isInstanceOf(KekException.class).hasMessageContaining("chmod 600");
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
        Files.delete(file);

        assertThatThrownBy(this::kek).isInstanceOf(KekException.class).hasMessageContaining("cannot be read");
    }

    @Test
    void aDamagedFileIsRefusedWithoutQuotingIt() throws IOException {
        String damaged = Files.readString(file).replace("\"keyData\"", "\"kexData\"");
        Files.writeString(file, damaged);

        assertThatThrownBy(this::kek)
                .isInstanceOf(KekException.class)
                .hasMessageContaining("no Tink AEAD keyset")
                .hasNoCause()
                .message()
                .doesNotContain("kexData");
    }

    @Test
    void anAddedKeyWrapsOnceItIsPromotedAndTheOldOneStillOpens() throws IOException {
        Kek before = kek();
        byte[] old = before.wrap(KEY, PLACE);

        GenerateKek.main(new String[] {file.toString(), "add"});
        Kek both = kek();
        assertThat(both.name()).isEqualTo(before.name());

        GenerateKek.main(new String[] {file.toString(), "promote"});
        Kek promoted = kek();
        assertThat(promoted.name()).isNotEqualTo(before.name());
        assertThat(promoted.opens(before.name())).isTrue();
        assertThat(promoted.unwrap(old, PLACE)).isEqualTo(KEY);
        byte[] fresh = promoted.wrap(KEY, PLACE);
        assertThat(both.opens(promoted.name()) && !before.opens(promoted.name()))
                .isTrue();
        assertThat(both.unwrap(fresh, PLACE))
                .as("an instance that has not the new primary yet")
                .isEqualTo(KEY);

        GenerateKek.main(new String[] {file.toString(), "remove-others"});
        assertThat(kek().name()).isEqualTo(promoted.name());
        assertThat(kek().opens(before.name())).isFalse();
        assertThatThrownBy(() -> kek().unwrap(old, PLACE)).isInstanceOf(UnsealException.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** Records of the first release name no key. */
    @Test
    void opensWhatTheFirstReleaseWrapped() {
        assertThat(kek().opens("kek")).isTrue();
    }
}
