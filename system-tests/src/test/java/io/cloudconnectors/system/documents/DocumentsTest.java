package io.cloudconnectors.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator reads at night, and what a security team reads before it signs, names nothing that is not there. */
class DocumentsTest {
    private static final Path HOME = Path.of(System.getProperty("cloudconnectors.home"));
    private static final Path RUNBOOKS = HOME.resolve("docs/runbooks");
    private static final List<String> SOURCES =
            List.of("connector-api", "credential-vault-service", "poller-service", "system-tests", "contracts");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT|E2E|Contract))`");
    private static final Pattern COMMAND = Pattern.compile("\\./dev (vault )?([a-z][a-z-]+)");
    private static final Pattern OPERATION = Pattern.compile("`(GET|POST|PUT|PATCH|DELETE) (/[^`? ]+)[^`]*`");
    private static final Pattern MAIN_CLASS = Pattern.compile("io\\.cloudconnectors(?:\\.[a-z]+)+\\.[A-Z]\\w+");
    private static final Pattern PATH = Pattern.compile("@Path\\(\"([^\"]+)\"\\)");

    @Test
    void everyTestThatTheThreatModelAndTheRunbooksNameIsThere() throws Exception {
        List<Path> documents = new ArrayList<>(runbooks());
        documents.add(HOME.resolve("docs/threat-model.md"));
        documents.add(HOME.resolve("docs/secrets-in-memory.md"));
        documents.add(HOME.resolve("docs/mtls.md"));
        Set<String> tests = names("src/test/java");

        assertThat(found(TEST, HOME.resolve("docs/threat-model.md"))).hasSizeGreaterThan(15);
        for (Path document : documents) {
            assertThat(found(TEST, document).map(match -> match.group(1)))
                    .as(document.toString())
                    .isSubsetOf(tests);
        }
    }

    @Test
    void everyCommandOfARunbookIsThere() throws Exception {
        String usage = Files.readString(HOME.resolve("dev"));
        for (Path runbook : runbooks()) {
            assertThat(found(COMMAND, runbook)).as(runbook.toString()).allSatisfy(command -> {
                String group = command.group(1) == null ? "" : command.group(1);
                assertThat(usage).containsPattern("\\./dev " + group + "([a-z-]+\\|)*" + command.group(2) + "\\b");
            });
            assertThat(found(MAIN_CLASS, runbook).map(match -> match.group().replaceAll(".*\\.", "")))
                    .as(runbook.toString())
                    .isSubsetOf(names("src/main/java"));
        }
    }

    @Test
    void everyOperationOfARunbookIsThere() throws Exception {
        Set<String> operations = publicOperations();
        Set<String> internal = internalPaths();
        for (Path runbook : runbooks()) {
            assertThat(found(OPERATION, runbook)).as(runbook.toString()).allSatisfy(operation -> {
                String path = operation.group(2);
                if (path.startsWith("/internal/")) {
                    assertThat(internal).contains(path);
                } else {
                    assertThat(operations).contains(operation.group(1) + " " + path);
                }
            });
        }
    }

    private static List<Path> runbooks() throws IOException {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<MatchResult> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document)).results();
    }

    /** Of the classes below a source folder of each module. */
    private static Set<String> names(String folder) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : javaFiles(folder)) {
            names.add(file.getFileName().toString().replace(".java", ""));
        }
        return names;
    }

    private static List<Path> javaFiles(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : SOURCES) {
            Path sources = HOME.resolve(module).resolve(folder);
            if (Files.isDirectory(sources)) {
                try (Stream<Path> below = Files.walk(sources)) {
                    below.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        return files;
    }

    private static Set<String> publicOperations() throws IOException {
        JsonNode paths = new ObjectMapper(new YAMLFactory())
                .readTree(HOME.resolve("connector-api/openapi.yaml").toFile())
                .path("paths");
        Set<String> operations = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** The first path of a resource is that of its class. */
    private static Set<String> internalPaths() throws IOException {
        Set<String> paths = new TreeSet<>();
        for (Path file : javaFiles("src/main/java")) {
            List<String> found = found(PATH, file).map(match -> match.group(1)).toList();
            if (!found.isEmpty() && found.getFirst().startsWith("/internal/")) {
                paths.add(found.getFirst());
                found.stream().skip(1).forEach(path -> paths.add(found.getFirst() + path));
            }
        }
        return paths;
    }
}
