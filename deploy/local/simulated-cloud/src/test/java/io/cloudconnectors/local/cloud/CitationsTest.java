package io.cloudconnectors.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.cloud.aws.OperationCatalogue;
import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.auth.Credentials;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.aws.wire.WireError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No answer without a source: the README's tables are made from the code, and this test says when they are not. */
class CitationsTest {
    private static final Path README = Path.of("README.md");

    @Test
    void everyOperationCitesItsSourceInTheReadme() throws IOException {
        assertThat(operations()).isNotEmpty().allMatch(line -> !line.contains("|  |"));
        assertSection("operations", operations());
    }

    @Test
    void everyErrorCitesItsSourceInTheReadme() throws IOException {
        assertSection("errors", errors());
    }

    private static List<String> operations() {
        AccountRegistry none = new AccountRegistry(List.of());
        return new OperationCatalogue(none, new Credentials(InstantSource.system()))
                .all().stream()
                        .map(operation -> "| " + operation.service() + " | " + operation.name() + " | "
                                + permission(operation) + " | " + operation.source() + " |")
                        .toList();
    }

    private static String permission(AwsOperation operation) {
        return switch (operation.access()) {
            case AwsOperation.Access.Permission permission -> permission.action();
            case AwsOperation.Access.KeyPolicy key -> key.action() + " of a session, else the default key policy";
            case AwsOperation.Access.OfItsOwn own -> own.rule();
        };
    }

    private static List<String> errors() {
        Stream<String> common = Arrays.stream(AwsService.values())
                .flatMap(service ->
                        Arrays.stream(CommonError.values()).map(error -> line(spoken(service), error.in(service))));
        Stream<String> own = Arrays.stream(ServiceError.values())
                .map(error -> line(error.name().split("_", 2)[0].replace("QUERY", "STS, IAM"), error.wire()));
        return List.copyOf(Stream.concat(common, own).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Services that fail in the same words are told as one. */
    private static String spoken(AwsService service) {
        return switch (service.protocol()) {
            case QUERY, EC2, REST_XML -> service.name();
            case JSON -> service == AwsService.KMS ? service.name() : "services of JSON 1.1";
            case REST_JSON -> "services of REST and JSON";
        };
    }

    private static String line(String service, WireError error) {
        assertThat(error.source()).isNotBlank();
        return "| " + service + " | " + error.status() + " " + error.code() + " | " + error.source() + " |";
    }

    /** Run with {@code -Dcatalogue.update=true}, the test writes the README's rows anew. */
    private static void assertSection(String name, List<String> rows) throws IOException {
        String expected = String.join("\n", rows);
        if (Boolean.getBoolean("catalogue.update")) {
            Files.writeString(README, Files.readString(README).replace(section(name), expected));
        }
        assertThat(section(name)).isEqualTo(expected);
    }

    /** The rows of a table between two comments of the README. */
    static String section(String name) throws IOException {
        String readme = Files.readString(README);
        String start = "<!-- " + name + " -->\n";
        String end = "\n<!-- end of " + name + " -->";
        assertThat(readme).contains(start, end);
        String table = readme.substring(readme.indexOf(start) + start.length(), readme.indexOf(end));
        return table.lines().skip(2).collect(Collectors.joining("\n"));
    }
}
