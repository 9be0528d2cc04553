package io.cloudconnectors.local.cloud.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoopbackServerTest {
    private static final Reply HELLO = Reply.of(200, "text/plain", "hello, world");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void aHandlerGetsTheRequestAsItCame() throws Exception {
        Function<HttpCall, Reply> echo = call -> Reply.of(
                200,
                "text/plain",
                call + "?" + call.rawQuery() + " " + call.header("X-Thing").orElse("-") + " " + call.bodyText());
        try (LoopbackServer server = LoopbackServer.start(0, echo)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "/a%20b?c=%2F&d"))
                    .header("x-thing", "one")
                    .POST(HttpRequest.BodyPublishers.ofString("ä"))
                    .build();

            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("POST /a%20b?c=%2F&d one ä");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Reply.Delivery.class,
            names = {"CUT", "NONE"})
    void whatIsNotDeliveredWholeIsAnErrorForTheClient(Reply.Delivery delivery) throws Exception {
        try (LoopbackServer server = LoopbackServer.start(0, call -> HELLO.delivered(delivery))) {
            assertThatThrownBy(() -> get(server)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHeadRequestGetsNoBody() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(0, call -> HELLO)) {
            HttpRequest head = HttpRequest.newBuilder(server.uri()).HEAD().build();

            HttpResponse<String> answer = http.send(head, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aBugIsAnAnswerAndNotABrokenConnection() throws Exception {
        Function<HttpCall, Reply> broken = call -> {
            throw new IllegalStateException("bug");
        };
        try (LoopbackServer server = LoopbackServer.start(0, broken)) {
            assertThat(get(server).statusCode()).isEqualTo(500);
            assertThat(get(server).body()).contains("bug");
        }
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(0, call -> HELLO)) {
            HttpRequest large = HttpRequest.newBuilder(server.uri())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[16 * 1024 * 1024 + 1]))
                    .build();

            assertThat(http.send(large, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void aPortInUseIsSaid() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(0, call -> HELLO)) {
            assertThatThrownBy(() -> LoopbackServer.start(server.uri().getPort(), call -> HELLO))
                    .isInstanceOf(BindException.class);
        }
    }

    private HttpResponse<String> get(LoopbackServer server) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(server.uri()).build(), HttpResponse.BodyHandlers.ofString());
    }
}
