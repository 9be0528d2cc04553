package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.local.servers.Login;
import io.cloudconnectors.vault.kek.Kek;
import java.time.InstantSource;

/** The production classes of this package for tests elsewhere, without a container. */
public final class Keystores {
    private Keystores() {}

    public static Envelope envelope(Kek kek, Login keystore) {
        return new Envelope(kek, repository(keystore));
    }

    static KeystoreRepository repository(Login keystore) {
        return new KeystoreRepository(PlainDataSource.of(keystore), InstantSource.system());
    }
}
