package io.cloudconnectors.api.limit;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The service as it stands behind a proxy that ends TLS, called from a browser of another origin, and with small limits. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
@TestProfile(RateLimitIT.BehindAProxy.class)
class RateLimitIT {
    private static final String CONSOLE = "https://console.example";

    public static final class BehindAProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rate-limit.read-per-minute", "3",
                    "rate-limit.write-per-minute", "2",
                    "rate-limit.expensive-per-minute", "1",
                    "rate-limit.anonymous-per-minute", "3",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
                    "CORS_ENABLED", "true",
                    "CORS_ORIGINS", CONSOLE);
        }
    }

    private final String tenant = Http.newTenant();

    @Test
    void aTenantThatAsksTooOftenIsToldWhenToComeBackAndItsNeighbourIsServed() {
        var first = as(tenant).get(CONNECTORS);
        as(tenant).get(CONNECTORS);
        as(tenant).get(CONNECTORS);

        var refused = as(tenant).get(CONNECTORS);

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"read\";q=3;w=60");
        assertThat(first.header("RateLimit")).isEqualTo("\"read\";r=2;t=20");
        assertIsRefused(refused);
        assertThat(refused.header("RateLimit")).startsWith("\"read\";r=0;t=");
        assertThat(as(Http.newTenant()).get(CONNECTORS).statusCode()).isEqualTo(200);
    }

    @Test
    void readsWritesAndExpensiveOperationsAreCountedApart() {
        var id = Http.create(tenant, "a").getString("id");

        var run = as(tenant).post(CONNECTORS + "/" + id + "/runs");

        assertThat(run.header("RateLimit-Policy")).isEqualTo("\"expensive\";q=1;w=60");
        assertIsRefused(as(tenant).post(CONNECTORS + "/" + id + "/runs"));
        assertThat(as(tenant).delete(CONNECTORS + "/" + id).header("RateLimit")).startsWith("\"write\";r=0;");
        assertIsRefused(as(tenant).delete(CONNECTORS + "/" + id));
        assertThat(as(tenant).get(CONNECTORS).statusCode()).isEqualTo(200);
    }

    /** To look for the answer of a key costs as much as many changes. */
    @Test
    void aRetryThatGetsItsFirstAnswerAgainIsCountedToo() {
        Supplier<Response> create = retries(Http.bodyOf("a", Http.newAccount()));

        var first = create.get();
        var again = create.get();

        assertThat(first.header("RateLimit")).startsWith("\"write\";r=1;");
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("RateLimit")).startsWith("\"write\";r=0;");
        assertThat(again.header("RateLimit-Policy")).isEqualTo("\"write\";q=2;w=60");
        assertIsRefused(create.get());
    }

    @Test
    void theWalkThroughAWholeTrailIsExpensive() {
        assertThat(as(tenant, "admin").get("/api/v1/audit/verification").header("RateLimit-Policy"))
                .isEqualTo("\"expensive\";q=1;w=60");
    }

    @Test
    void whoMayNotDoItIsToldSoAndNotCounted() {
        var id = Http.newAccount();

        for (int i = 0; i < 4; i++) {
            assertThat(as(tenant, "viewer").delete(CONNECTORS + "/" + id).statusCode())
                    .isEqualTo(403);
        }

        assertThat(as(tenant).delete(CONNECTORS + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void requestsWithoutATokenAreCountedByAddress() {
        for (int i = 0; i < 3; i++) {
            assertThat(anonymous("203.0.113.7").statusCode()).isEqualTo(401);
        }

        assertIsRefused(anonymous("203.0.113.7"));

        assertThat(anonymous("203.0.113.8").statusCode()).isEqualTo(401);
        assertThat(as(tenant)
                        .header("X-Forwarded-For", "203.0.113.7")
                        .get(CONNECTORS)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void strictTransportSecurityIsToldWhereTheProxySaysThatTlsIsUsed() {
        assertThat(as(tenant)
                        .header("X-Forwarded-Proto", "https")
                        .get(CONNECTORS)
                        .header("Strict-Transport-Security"))
                .isEqualTo("max-age=63072000; includeSubDomains");
        assertThat(as(tenant).get(CONNECTORS).header("Strict-Transport-Security"))
                .isNull();
    }

    @Test
    void aPageOfAConfiguredOriginMayCallAndReadTheHeaders() {
        var preflight = Http.plain()
                .header("X-Forwarded-For", "203.0.113.9")
                .header("Origin", CONSOLE)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,if-match,idempotency-key,x-request-id")
                .options(CONNECTORS);
        var answer = as(tenant).header("Origin", CONSOLE).get(CONNECTORS);

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(CONSOLE);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(CONSOLE);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .contains("ETag", "RateLimit", "Idempotency-Replayed", "Content-Disposition");
        assertThat(preflight.header("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT))
                .contains("if-match", "idempotency-key", "x-request-id");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isNotEqualTo("true");
    }

    @Test
    void aPageOfAnotherOriginMayNot() {
        var answer = as(tenant).header("Origin", "https://elsewhere.example").get(CONNECTORS);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    private Supplier<Response> retries(String body) {
        String key = UUID.randomUUID().toString();
        return () -> as(tenant).header("Idempotency-Key", key).body(body).post(CONNECTORS);
    }

    private static Response anonymous(String address) {
        return Http.plain().header("X-Forwarded-For", address).get(CONNECTORS);
    }

    private static void assertIsRefused(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
        assertThat(answer.headers().getValues("Retry-After")).hasSize(1);
    }
}
