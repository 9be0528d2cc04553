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
        assertThat(section("operations")).isEqualTo(String.join("\n", operations()));
    }

    @Test
    void everyErrorCitesItsSourceInTheReadme() throws IOException {
        assertThat(section("errors")).isEqualTo(String.join("\n", errors()));
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
            case AwsOperation.Access.OfItsOwn own -> own.rule();
        };
    }

    private static List<String> errors() {
        Stream<String> common = Arrays.stream(AwsService.values())
                .flatMap(service ->
                        Arrays.stream(CommonError.values()).map(error -> line(service.name(), error.in(service))));
        Stream<String> own = Arrays.stream(ServiceError.values())
                .map(error -> line(error.name().split("_", 2)[0].replace("QUERY", "STS, IAM"), error.wire()));
        return List.copyOf(Stream.concat(common, own).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String line(String service, WireError error) {
        assertThat(error.source()).isNotBlank();
        return "| " + service + " | " + error.status() + " " + error.code() + " | " + error.source() + " |";
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
