package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.KekException;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.UnsealException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Refuses to start with KEKs that are not the keystore's own, or not all of them: better no vault than one that seals under a
 * second key, or that finds out tenant by tenant what it cannot open.
 */
@ApplicationScoped
class KekCheck {
    private static final byte[] VALUE = "Cloud Connectors keystore".getBytes(StandardCharsets.US_ASCII);
    private static final Binding BINDING = new Binding.KekCheck();

    private final KekRing keks;
    private final KeystoreRepository keystore;
    private final RetiredKeys retired;

    KekCheck(KekRing keks, KeystoreRepository keystore, RetiredKeys retired) {
        this.keks = keks;
        this.keystore = keystore;
        this.retired = retired;
    }

    void onStart(@Observes StartupEvent start) {
        verify();
    }

    static byte[] seal(KekRing keks) {
        String kek = keks.name();
        return new SealedRecord(kek, keks.wrap(VALUE, SealedRecord.associatedData(kek, BINDING))).encode();
    }

    void verify() {
        requireInUse();
        if (keystore.kekCheck().isEmpty()) {
            keystore.addKekCheck(seal(keks));
        }
        SealedRecord stored = SealedRecord.decode(keystore.kekCheck().orElseThrow(UnsealException::new));
        try {
            open(stored);
        } catch (UnsealException e) {
            throw new KekException(
                    "The KEK is not the one that this keystore was made with (" + printable(stored.keyName())
                            + "; configured: " + keks
                            + "). Give the vault the KEK of this keystore, or the keystore of this KEK;"
                            + " it does not start with a mixture",
                    e);
        }
        requireEveryKekInUse();
    }

    /**
     * Asks the KEK anew.
     *
     * @throws UnsealException when it does not open this keystore
     * @throws KekException when it is out of reach
     */
    void open() {
        open(SealedRecord.decode(keystore.kekCheck().orElseThrow(UnsealException::new)));
    }

    private void open(SealedRecord stored) {
        keks.unwrap(stored.keyName(), stored.ciphertext(), SealedRecord.associatedData(stored.keyName(), BINDING));
    }

    private void requireInUse() {
        if (retired.names(RetiredKeys.NO_TENANT).contains(keks.name())) {
            throw new KekException("The KEK " + keks.name()
                    + " was retired by a rotation. Make the KEK current that it was" + " rotated to");
        }
    }

    private void requireEveryKekInUse() {
        String missing = keystore.keks().stream()
                .filter(use -> !keks.opens(use.name()))
                .map(use -> use.keys() + " by " + use.name())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new KekException("There are tenant keys wrapped by a KEK that is not configured (" + missing
                    + "; configured: " + keks + "). Add it beside the current one (VAULT_OTHER_KEK_FILES,"
                    + " VAULT_OTHER_KMS_KEYS) until a rotation of the KEK is done");
        }
    }

    private static String printable(String name) {
        return name.matches("[\\x20-\\x7e]*") ? name : "unreadable";
    }
}
