package io.cloudconnectors.vault.envelope;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekException;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.KeysetFileKek;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the vault starts with, and what it refuses to start with. */
class KekCheckIT {
    @TempDir
    static Path folder;

    private static Kek own;
    private static Kek other;
    private static AgroalDataSource keystore;
    private static AgroalDataSource vault;

    @BeforeAll
    static void makeKeks() throws Exception {
        own = kek("own.json");
        other = kek("other.json");
        Keystores.recreate();
        keystore = Keystores.keystore();
        vault = Keystores.vault();
    }

    @BeforeEach
    void aKeystoreOfItsOwnKek() {
        Keystores.empty();
        start(KekRing.of(own));
        instance(KekRing.of(own)).tenantKeys().make("a", 1);
    }

    @Test
    void startsWithItsOwnKekAlsoBesideOthers() {
        assertThatCode(() -> start(KekRing.of(own))).doesNotThrowAnyException();
        assertThatCode(() -> start(new KekRing(own, List.of(other)))).doesNotThrowAnyException();
        assertThatCode(() -> start(new KekRing(other, List.of(own)))).doesNotThrowAnyException();
    }

    @Test
    void refusesAForeignKek() {
        assertThatThrownBy(() -> start(KekRing.of(other)))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("does not start")
                .hasMessageContaining(own.name())
                .hasMessageContaining(other.name());
    }

    @Test
    void refusesToStartWithoutAKekThatTenantKeysAreStillUnder() {
        KekRing both = new KekRing(other, List.of(own));
        instance(both).rewrapping().renewKekCheck();

        assertThatThrownBy(() -> start(KekRing.of(other)))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("1 by " + own.name())
                .hasMessageContaining("VAULT_OTHER_KEK_FILES");
    }

    @Test
    void refusesARetiredKekAsTheCurrentOne() {
        instance(KekRing.of(own)).retired().retire(RetiredKeys.NO_TENANT, List.of(own.name()));

        assertThatThrownBy(() -> start(new KekRing(own, List.of(other))))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("was retired");
    }

    @Test
    void sealsNothingNewUnderARetiredKek() {
        Keystores.Parts late = instance(KekRing.of(own));
        late.retired().retire(RetiredKeys.NO_TENANT, List.of(own.name()));

        assertThatThrownBy(() -> late.tenantKeys().ofNew("b"))
                .isInstanceOf(KekException.class)
                .hasMessageContaining("was retired");
    }

    private static Kek kek(String name) throws Exception {
        KeysetFileKek.generate(folder.resolve(name));
        return KeysetFileKek.load(folder.resolve(name));
    }

    private static Keystores.Parts instance(KekRing keks) {
        return Keystores.instance(keks, keystore, vault);
    }

    private static void start(KekRing keks) {
        Keystores.start(keks, instance(keks));
    }
}
