package io.cloudconnectors.vault.kek;

import java.io.IOException;
import java.nio.file.Path;

/** Makes a KEK file: {@code java -cp 'quarkus-app/lib/main/*:quarkus-app/app/*' ...GenerateKek FILE}. */
public final class GenerateKek {
    private GenerateKek() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Say where to: GenerateKek FILE (the file must not exist yet)");
        }
        KeysetFileKek.generate(Path.of(arguments[0]));
    }
}
