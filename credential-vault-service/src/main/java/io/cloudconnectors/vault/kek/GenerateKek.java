package io.cloudconnectors.vault.kek;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes a KEK file, or the next key in one: {@code java -cp 'quarkus-app/lib/main/*:quarkus-app/app/*' ...GenerateKek FILE
 * [add|promote|remove-others]}.
 */
public final class GenerateKek {
    private static final String USAGE =
            "Say where to: GenerateKek FILE (the file must not exist yet), or what to change:"
                    + " GenerateKek FILE add|promote|remove-others";

    private GenerateKek() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            throw new IllegalArgumentException(USAGE);
        }
        Path file = Path.of(arguments[0]);
        switch (arguments.length == 1 ? "generate" : arguments[1]) {
            case "generate" -> KeysetFileKek.generate(file);
            case "add" -> KeysetFileKek.addKey(file);
            case "promote" -> KeysetFileKek.promote(file);
            case "remove-others" -> KeysetFileKek.removeOthers(file);
            default -> throw new IllegalArgumentException(USAGE);
        }
    }
}
