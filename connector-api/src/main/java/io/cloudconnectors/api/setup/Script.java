package io.cloudconnectors.api.setup;

import org.jspecify.annotations.Nullable;

/** What the shell scripts begin with: they stop at the first command that fails, and can be run again. */
final class Script {
    private Script() {}

    static String head(Setup setup, String needs) {
        return """
                #!/usr/bin/env bash
                # %s
                # Needs %s. It can be run again: what there is already is kept or brought up to date.
                set -euo pipefail

                """.formatted(Texts.title(setup), needs);
    }

    /** A variable with a value that is known now, or one that whoever runs the script has to give. */
    static String variable(String name, @Nullable String value, String what) {
        return value == null
                ? name + "=${" + name + ":?Set " + name + " to " + what + "}\n"
                : name + "=" + Escape.shell(value) + "\n";
    }
}
