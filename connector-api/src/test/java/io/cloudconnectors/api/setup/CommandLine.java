package io.cloudconnectors.api.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a script in a directory where the clouds' command lines are programs that note what they are called with. What they
 * answer is what their real counterparts do of an account in which nothing has been set up.
 */
record CommandLine(Path directory) {
    private static final String END = "\u001e";
    private static final String TOOL = """
            #!/bin/bash
            { printf '%s\\0' "${0##*/}" "$@"; printf '\\036\\0'; } >> "$CALLS"
            case "${0##*/} $1 $2 $3 $4" in
              'aws sts get-caller-identity'*) echo 123456789012 ;;
              'aws iam get-role'*) [[ "$*" == *Role.Arn* ]] && echo arn ;;
              'az account show'*) echo 8d3f1c52-6a1e-4b0e-9c57-2f0c7b1e4a10 ;;
              'az ad sp show'*) echo principal ;;
              'az ad app create'*) echo new-application ;;
              'az ad app credential reset'*) echo s3cret ;;
              'gcloud iam service-accounts describe'*) exit 1 ;;
            esac
            """;

    /** What came of it. */
    record Outcome(int status, String output, List<List<String>> calls) {
        /** The one call that begins so. */
        List<String> call(String... words) {
            List<List<String>> found = calls.stream()
                    .filter(call -> call.size() >= words.length
                            && call.subList(0, words.length).equals(List.of(words)))
                    .toList();
            assertThat(found)
                    .as("calls of %s in %s", String.join(" ", words), calls)
                    .hasSize(1);
            return found.getFirst();
        }

        /** What stands behind an option of the one call that begins so. */
        String argument(String option, String... words) {
            List<String> call = call(words);
            return call.get(call.indexOf(option) + 1);
        }
    }

    /** Reads it without running it. */
    static void assertReadable(String script) throws IOException, InterruptedException {
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as("bash -n: %s%n%s", said, script).isZero();
    }

    /** Runs a script that knows all it needs, can be read, succeeds, and does nothing but call the cloud's tools. */
    Outcome runToItsEnd(String script) throws IOException, InterruptedException {
        assertReadable(script);
        Outcome outcome = run(script, Map.of());
        assertThat(directory.resolve("hacked")).doesNotExist();
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return outcome;
    }

    Outcome run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        Path calls = directory.resolve("calls");
        Files.deleteIfExists(calls);
        for (String tool : List.of("aws", "az", "gcloud")) {
            Path file = directory.resolve(tool);
            Files.writeString(file, TOOL);
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Path file = Files.writeString(directory.resolve("script"), script);
        ProcessBuilder bash = new ProcessBuilder("bash", file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        bash.environment().put("PATH", directory + ":/usr/bin:/bin");
        bash.environment().put("CALLS", calls.toString());
        bash.environment().putAll(environment);
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output, Files.exists(calls) ? calls(Files.readString(calls)) : List.of());
    }

    private static List<List<String>> calls(String log) {
        List<List<String>> calls = new ArrayList<>();
        List<String> call = new ArrayList<>();
        for (String word : log.split("\0", -1)) {
            if (word.equals(END)) {
                calls.add(List.copyOf(call));
                call.clear();
            } else {
                call.add(word);
            }
        }
        return calls;
    }
}
