package io.cloudconnectors.system.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import java.net.URI;

/**
 * The validating proxy (Prism) that {@code ./dev conformance} puts between these tests and the API: it compares each
 * answer with the OpenAPI document. Without it clients call the API itself.
 */
final class Conformance {

    private static final String PROXY = System.getProperty("conformance.proxy", "");
    /** Where the proxy expects the API. */
    private static final Integer API_PORT = Integer.getInteger("conformance.api-port");

    /** A proxy of the same kind before an API that answers wrongly. */
    static final String MUTANT = "conformance.mutant";

    private Conformance() {}

    static StackOptions behindTheProxy(StackOptions options) {
        return API_PORT == null ? options : options.withPort("connector-api", API_PORT);
    }

    static URI api(Stack stack) {
        return PROXY.isEmpty() ? stack.url("connector-api") : URI.create(PROXY);
    }

    /** What a test sends may be wrong on purpose; what it is answered may not. */
    static void check(Answer answer) {
        assertThat(answer.headers().getOrDefault("sl-violations", ""))
                .as("%s %d: %s", answer.request(), answer.status(), answer.body())
                .doesNotContain("\"location\":[\"response\"");
    }
}
