package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekException;
import io.cloudconnectors.vault.kek.UnsealException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;

/** Refuses to start with a KEK that is not the keystore's own: better no vault than one that seals under a second key. */
@ApplicationScoped
class KekCheck {
    private static final byte[] VALUE = "Cloud Connectors keystore".getBytes(StandardCharsets.US_ASCII);

    private final Kek kek;
    private final KeystoreRepository keystore;

    KekCheck(Kek kek, KeystoreRepository keystore) {
        this.kek = kek;
        this.keystore = keystore;
    }

    void onStart(@Observes StartupEvent start) {
        verify();
    }

    void verify() {
        Binding binding = new Binding.KekCheck();
        if (keystore.kekCheck().isEmpty()) {
            byte[] sealed = kek.wrap(VALUE, SealedRecord.associatedData(kek.name(), binding));
            keystore.addKekCheck(new SealedRecord(kek.name(), sealed).encode());
        }
        SealedRecord stored = SealedRecord.decode(keystore.kekCheck().orElseThrow(UnsealException::new));
        try {
            kek.unwrap(stored.ciphertext(), SealedRecord.associatedData(stored.keyName(), binding));
        } catch (UnsealException e) {
            throw new KekException(
                    "The KEK is not the one that this keystore was made with. Give the vault the KEK of this keystore,"
                            + " or the keystore of this KEK; it does not start with a mixture",
                    e);
        }
    }
}
