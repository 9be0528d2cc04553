package io.cloudconnectors.vault.kek;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses the KEK by configuration. */
@Dependent
public class KekProducer {
    @Produces
    @Singleton
    Kek kek(@ConfigProperty(name = "vault.kek-file") Path file) {
        return KeysetFileKek.load(file);
    }
}
