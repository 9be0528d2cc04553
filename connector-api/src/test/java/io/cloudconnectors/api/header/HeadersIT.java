package io.cloudconnectors.api.header;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer tells a browser and a cache, and what the public port does not have. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class HeadersIT {
    private static final int PATIENCE_MILLIS = 10_000;

    @TestFactory
    Stream<DynamicTest> everyAnswerForbidsWhatAnApiNeverNeeds() {
        String tenant = Http.newTenant();
        return Stream.of(
                test("200", 200, as(tenant).get(CONNECTORS)),
                test("401", 401, Http.plain().get(CONNECTORS)),
                test("404 of the API", 404, as(tenant).get(CONNECTORS + "/x")),
                test("404 elsewhere", 404, as(tenant).get("/x")),
                test("405", 405, as(tenant).put(CONNECTORS)),
                test("413", 413, as(tenant).body("x".repeat(300_000)).post(CONNECTORS)),
                test("422", 422, as(tenant).body("{}").post(CONNECTORS)),
                test("the document", 200, Http.plain().get("/api/v1/openapi")));
    }

    private static DynamicTest test(String name, int status, Response answer) {
        return DynamicTest.dynamicTest(name, () -> {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertCommon(answer);
        });
    }

    @Test
    void aFormMayBeKeptAndIsOtherwiseLikeAnyAnswer() {
        Response form = as(Http.newTenant()).get("/api/v1/providers/aws");

        assertThat(form.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(form.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertCommon(form);
    }

    private static void assertCommon(Response answer) {
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.header("Server")).isNull();
        assertThat(answer.header("X-Powered-By")).isNull();
        assertThat(answer.header("Strict-Transport-Security")).isNull();
    }

    @Test
    void theDocumentationsPageMayLoadItsOwnScriptsAndNoOthers() {
        Response page = Http.plain().get("/api/docs/");

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertCommon(page);
    }

    @Test
    void noOtherOriginMayCallUnlessItIsConfigured() {
        Response answer =
                as(Http.newTenant()).header("Origin", "https://console.example").get(CONNECTORS);

        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/health/live",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/arc",
                "/q/dev",
                "/metrics",
                "/health",
                "/openapi"
            })
    void whatIsForOperatorsIsNotOnThePublicPort(String path) {
        Response answer = Http.plain().get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    /** The body is announced and never sent: an answer that waited for it would not come. */
    @Test
    void aRequestWithoutATokenIsRefusedBeforeItsBodyIsRead() throws IOException {
        try (Socket socket = announced(200_000)) {
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 401");
        }
    }

    /** Else a client that first sends and then reads would find its connection reset, and no answer. */
    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsReadAndMayYetBeSent() throws IOException {
        byte[] body = new byte[300_000];
        try (Socket socket = announced(body.length)) {
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 413");

            for (int sent = 0; sent < body.length; sent += 1_000) {
                socket.getOutputStream().write(body, sent, 1_000);
            }

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsIgnoringCase("connection: close")
                    .contains("BODY_TOO_LARGE");
        }
    }

    private static Socket announced(int length) throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream()
                .write(("POST " + CONNECTORS + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusLine(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
}
