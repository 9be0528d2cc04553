package io.cloudconnectors.poller.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Context;
import io.cloudconnectors.poller.TestConfig;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Beneath the SDK's own RetryPolicy, whose reading of the headers is the one that counts. */
@Timeout(10)
class PatienceTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final AtomicInteger calls = new AtomicInteger();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Retry-After, 0",
        "Retry-After, 1",
        "retry-after-ms, 10",
        "x-ms-retry-after-ms, 10",
        "x-ms-retry-after-ms, -1",
        "Retry-After, soon",
        "Retry-After, -3600",
        "Other, 3600",
    })
    void aWaitWithinPatienceIsWaited(String header, String wait) {
        assertThat(callsWhere(Map.of(header, wait))).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Retry-After, 3600",
        "Retry-After, +3600",
        "Retry-After, 12345678",
        "Retry-After, 9223372036854775807",
        "retry-after-ms, 3600000",
        "x-ms-retry-after-ms, 3600000",
        "x-ms-retry-after-ms, 9223372036854775807",
    })
    void aWaitBeyondPatienceIsNotBegun(String header, String wait) {
        assertThat(callsWhere(Map.of(header, wait))).isEqualTo(1);
    }

    @ParameterizedTest(name = "in {0} s: {1} calls")
    @CsvSource({"-3600, 2", "1, 2", "3600, 1"})
    void aDateIsWaitedForWithinPatience(long seconds, int expected) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                CLOCK.instant().plusSeconds(seconds).atOffset(ZoneOffset.UTC));

        assertThat(callsWhere(Map.of("Retry-After", date))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"x-ms-retry-after-ms, 10, retry-after-ms, 3600000", "x-ms-retry-after-ms, soon, Retry-After, 0"})
    void theFirstHeaderThatIsUnderstoodCounts(String first, String wait, String second, String other) {
        assertThat(callsWhere(Map.of(first, wait, second, other))).isEqualTo(2);
    }

    /** How often a service is called that asks to wait once. */
    private int callsWhere(Map<String, String> headers) {
        Patience patience = new Patience(
                TestConfig.with(Map.of("poller.azure.max-attempts", "2", "poller.azure.max-wait", "2s"))
                        .azure(),
                CLOCK);
        HttpClient service = request -> Mono.just(
                calls.incrementAndGet() == 1 ? new Answer(request, 429, headers) : new Answer(request, 200, Map.of()));
        var _ = new HttpPipelineBuilder()
                .httpClient(service)
                .policies(new RetryPolicy(patience))
                .build()
                .sendSync(new HttpRequest(HttpMethod.GET, "https://management.example/"), Context.NONE);
        return calls.get();
    }

    private static final class Answer extends HttpResponse {
        private final int status;
        private final HttpHeaders headers = new HttpHeaders();

        private Answer(HttpRequest request, int status, Map<String, String> headers) {
            super(request);
            this.status = status;
            headers.forEach((name, value) -> this.headers.set(HttpHeaderName.fromString(name), value));
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<java.nio.ByteBuffer> getBody() {
            return Flux.empty();
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.empty();
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.empty();
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.empty();
        }
    }
}
