package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.request.CurrentRequest;
import io.cloudconnectors.api.security.Caller;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads who acts from the access token, and from where from the HTTP request. */
@ApplicationScoped
class RequestWitness implements Witness {
    private static final int LONGEST_USER_AGENT = 200;
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern REQUEST_ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    /** How Keycloak names the user behind a client's own token. */
    private static final String SERVICE_ACCOUNT = "service-account-";

    private final Caller caller;
    private final CurrentRequest request;

    RequestWitness(Caller caller, CurrentRequest request) {
        this.caller = caller;
        this.request = request;
    }

    @Override
    public Provenance now() {
        return request.routing()
                .map(current -> new Provenance(actor(caller.token()), origin(current)))
                .orElse(Provenance.PLATFORM);
    }

    static Actor actor(JsonWebToken token) {
        String name = token.getClaim("preferred_username");
        String client = token.getClaim("azp");
        boolean itself = client != null && (SERVICE_ACCOUNT + client).equals(name);
        return new Actor(
                itself ? Actor.Kind.CLIENT : Actor.Kind.PERSON,
                Objects.requireNonNullElse(token.getSubject(), "unknown"),
                name,
                client);
    }

    private static Origin origin(RoutingContext current) {
        SocketAddress peer = current.request().remoteAddress();
        return new Origin(
                peer == null ? null : peer.hostAddress(),
                shortened(current.request().getHeader("User-Agent")),
                requestId(current));
    }

    static @Nullable String shortened(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        String clean = CONTROL.matcher(userAgent).replaceAll(" ");
        return clean.length() <= LONGEST_USER_AGENT ? clean : clean.substring(0, LONGEST_USER_AGENT);
    }

    /** The same for all that one request does. */
    private static String requestId(RoutingContext current) {
        String known = current.get(REQUEST_ID);
        if (known != null) {
            return known;
        }
        String sent = current.request().getHeader(REQUEST_ID);
        String id = sent != null && REQUEST_ID_FORM.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        current.put(REQUEST_ID, id);
        return id;
    }
}
