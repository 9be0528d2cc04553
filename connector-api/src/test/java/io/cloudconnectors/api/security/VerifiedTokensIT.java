package io.cloudconnectors.api.security;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Setting.class)
class VerifiedTokensIT {
    private final String tenant = Http.newTenant();

    @Inject
    VerifiedTokens tokens;

    @Inject
    InstantSource clock;

    @Test
    void aTokenThatWasVerifiedIsKnown() {
        String token = Setting.identity().token(tenant, Roles.VIEWER);
        assertThat(tokens.bearer(token)).isEmpty();

        list(token, 200);

        assertThat(tokens.bearer(token)).isPresent();
        list(token, 200);
    }

    @Test
    void aTokenThatIsKnownIsNotVerifiedAgain() {
        String token = Setting.identity().forgedToken(tenant, Roles.VIEWER);
        list(token, 401);
        var principal = Token.of(token, tenant, clock.instant().plus(Duration.ofHours(1)));
        tokens.keep(
                principal,
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(principal)
                        .addRole(Roles.VIEWER)
                        .build());

        list(token, 200);
        Http.with(token)
                .body("{\"name\": \"a\", \"provider\": \"AWS\"}")
                .post(CONNECTORS)
                .then()
                .statusCode(403);
    }

    @Test
    void aTokenThatWasRefusedIsNotKnown() {
        String forged = Setting.identity().forgedToken(tenant, Roles.VIEWER);

        list(forged, 401);

        assertThat(tokens.bearer(forged)).isEmpty();
        list(forged, 401);
    }

    /** The second answer is as the first: there is no such run, and not that it may not be asked for. */
    @Test
    void aServiceThatIsKnownKeepsItsScopes() {
        String poller = Setting.identity().scopedToken("runs:lease");
        String another = Setting.identity().scopedToken("vault:write");

        lease(poller, 409);
        lease(poller, 409);
        lease(another, 403);
        lease(another, 403);
    }

    private static void lease(String token, int status) {
        Http.with(token)
                .body("{\"pollerId\": \"p\"}")
                .post("/internal/v1/runs/" + UUID.randomUUID() + "/attempts/1/lease")
                .then()
                .statusCode(status);
    }

    private static void list(String token, int status) {
        Http.with(token).get(CONNECTORS).then().statusCode(status);
    }
}
