package io.cloudconnectors.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the OpenAPI document, sent what nobody should send: the answer has a documented status, is a
 * problem where it is an error, and tells nothing of what the service is made of.
 */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class FuzzIT {
    /** What an answer would tell of the inside: classes, frameworks, statements, stack frames, versions. */
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|io\\.cloudconnectors|jakarta\\.|java\\.(lang|util|io|net|sql)|org\\.(hibernate|jboss|postgresql)"
                    + "|io\\.(quarkus|vertx|netty|smallrye)|com\\.fasterxml|(?i:quarkus|resteasy|vert\\.x|netty|jackson|"
                    + "postgres)|SQL|\\bat [\\w.$]+\\(|(?i:\\r?\\nServer:|x-powered-by)|<html");
    /** Whatever has no operation behind it: not there, not so, or not HTTP. */
    private static final Set<Integer> ELSEWHERE = Set.of(400, 401, 404, 405, 406, 413, 415, 501);
    /** What the HTTP layer answers with by itself. */
    private static final Set<Integer> PROTOCOL = Set.of(0, 400, 413, 414, 417, 431, 501, 505);

    @TestFactory
    Stream<DynamicTest> noRequestIsAnsweredWithMoreThanAProblem() throws IOException {
        List<Documented> operations = Documented.all();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(13);
        return operations.stream().map(operation -> dynamicTest(operation.toString(), () -> fuzz(operation)));
    }

    private static void fuzz(Documented operation) throws IOException {
        String tenant = Http.newTenant();
        String id = Http.create(tenant, "fuzzed").getString("id");
        List<String> wrong = new ArrayList<>();
        for (Mischief mischief :
                Mischief.at(operation, id, Setting.identity().token(tenant, "viewer", "editor", "admin"))) {
            RawAnswer answer = RawAnswer.to(RestAssured.port, mischief.bytes());
            complaint(operation, mischief, answer)
                    .ifPresent(complaint -> wrong.add(mischief + ": " + complaint + "\n    "
                            + answer.head().replace("\r\n", " | ") + "\n    "
                            + answer.body()
                                    .substring(0, Math.min(300, answer.body().length()))));
        }
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> complaint(Documented operation, Mischief mischief, RawAnswer answer) {
        int status = answer.status();
        if (INSIDE.matcher(answer.head() + answer.body()).find()) {
            return Optional.of("tells of the inside");
        }
        boolean isHead = mischief.what().equals("method HEAD");
        if (isHead && status == 200 && operation.siblings().contains("GET")) {
            return Optional.empty();
        }
        boolean foreseen = switch (mischief.kind()) {
            case OPERATION -> operation.statuses().contains(status);
            case ELSEWHERE -> ELSEWHERE.contains(status) || operation.statuses().contains(status);
            case PROTOCOL ->
                PROTOCOL.contains(status) || operation.statuses().contains(status) || ELSEWHERE.contains(status);
        };
        if (!foreseen || status == 500 || status == 503) {
            return Optional.of("status " + status + " is not foreseen");
        }
        boolean mayBeBare = mischief.kind() == Mischief.Kind.PROTOCOL
                && PROTOCOL.contains(status)
                && answer.body().isEmpty();
        return status >= 400 && !answer.isProblem() && !mayBeBare && !isHead
                ? Optional.of("is no problem")
                : Optional.empty();
    }
}
