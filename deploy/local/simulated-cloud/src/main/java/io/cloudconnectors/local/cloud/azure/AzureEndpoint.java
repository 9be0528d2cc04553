package io.cloudconnectors.local.cloud.azure;

import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.ActiveFault;
import io.cloudconnectors.local.cloud.fault.Dropped;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All of Azure behind one URL: told apart, a fault if one is set, signed in or checked, and answered. */
final class AzureEndpoint implements Function<HttpCall, Reply> {
    private static final String GLOBAL = "global";
    private static final String BEARER = "Bearer ";

    private final Tokens tokens = new Tokens();
    private final GraphQuota quota;
    private final TokenEndpoint signIns;
    private final ResourceManager resources;
    private final Faults faults;
    private final CallLog log;
    private final InstantSource clock;

    AzureEndpoint(
            Directory directory,
            Subscriptions subscriptions,
            GraphQuota quota,
            Faults faults,
            CallLog log,
            InstantSource clock) {
        this.signIns = new TokenEndpoint(directory, tokens, clock);
        this.resources = new ResourceManager(subscriptions);
        this.quota = quota;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
    }

    /** One request on its way. */
    private record Request(HttpCall http, AzureOperation operation, List<String> path, String id, boolean endless) {
        Params query() {
            return Params.parse(http.rawQuery());
        }

        String host() {
            return http.header("host").orElse("");
        }

        /** The tenant for a sign-in, else the subscription; in lower case. */
        String account() {
            return AzureSubscription.key(
                    switch (operation) {
                        case TOKEN -> path.get(1);
                        case GET_SUBSCRIPTION,
                                LIST_PROVIDERS,
                                LIST_RESOURCES,
                                LIST_RESOURCE_GROUPS,
                                LIST_ROLE_ASSIGNMENTS -> path.get(2);
                        case QUERY -> ResourceManager.subscriptionAsked(ResourceManager.json(http.bodyText()));
                    });
        }

        Request withEndlessPages() {
            return new Request(http, operation, path, id, true);
        }
    }

    @Override
    public Reply apply(HttpCall http) {
        String id = UUID.randomUUID().toString();
        List<String> path = List.of(http.rawPath().split("/"));
        try {
            Request request = new Request(http, AzureOperation.of(http.method(), path), path, id, false);
            return answer(request, request.account());
        } catch (AzureFailure refused) {
            return AzureRenderer.failure(refused, null, id, clock.instant());
        }
    }

    private Reply answer(Request request, String account) {
        AzureOperation operation = request.operation();
        CallLog.Entry entry = log.arrived(new CallLog.Arrival(
                request.id(), operation.service(), operation.action(), GLOBAL, account, caller(request), null));
        ActiveFault fault = faults.meet(account, operation.service(), operation.action(), GLOBAL)
                .orElse(null);
        if (fault != null) {
            entry.meets(fault.kind().wireName());
        }
        Reply reply = performed(request, account, fault, entry);
        return fault == null ? reply : fault.spoil(reply);
    }

    private Reply performed(Request request, String account, @Nullable ActiveFault fault, CallLog.Entry entry) {
        try {
            if (fault != null) {
                fault.strike();
                AzureFaults.refuse(fault.fault(), request.operation(), account, clock.instant());
            }
            boolean endless = fault != null && fault.kind() == FaultKind.ENDLESS_PAGES;
            Reply reply = perform(endless ? request.withEndlessPages() : request);
            entry.answered(reply.status(), null);
            return reply;
        } catch (AzureFailure refused) {
            entry.answered(refused.error().status(), refused.error().code());
            return AzureRenderer.failure(refused, request.operation(), request.id(), clock.instant());
        } catch (Dropped dropped) {
            entry.answered(0, null);
            return Dropped.reply();
        }
    }

    private Reply perform(Request request) {
        List<String> path = request.path();
        if (request.operation() == AzureOperation.TOKEN) {
            return rendered(
                    request,
                    signIns.signIn(path.get(1), Params.parse(request.http().bodyText()), request.host()),
                    Map.of());
        }
        Tokens.Token caller = authenticated(request);
        if (request.query().get("api-version") == null) {
            throw AzureError.NO_API_VERSION.about();
        }
        return switch (request.operation()) {
            case GET_SUBSCRIPTION -> rendered(request, resources.subscription(caller, path.get(2)), Map.of());
            case LIST_PROVIDERS -> rendered(request, resources.providers(caller, listing(request)), Map.of());
            case LIST_RESOURCES -> rendered(request, resources.resources(caller, listing(request)), Map.of());
            case LIST_RESOURCE_GROUPS -> rendered(request, resources.groups(caller, listing(request)), Map.of());
            case LIST_ROLE_ASSIGNMENTS ->
                rendered(request, resources.roleAssignments(caller, listing(request)), Map.of());
            case QUERY -> query(request, caller);
            case TOKEN -> throw new IllegalStateException("answered above");
        };
    }

    private Reply query(Request request, Tokens.Token caller) {
        GraphQuota.State state = quota.take(GraphQuota.principal(caller.tenant(), caller.app()), clock.instant());
        if (state.remaining() < 0) {
            throw AzureError.GRAPH_THROTTLED.about().with(state.quotaHeaders());
        }
        String body = request.http().bodyText();
        return rendered(request, resources.query(caller, body, request.endless()), state.quotaHeaders());
    }

    private Reply rendered(Request request, Map<String, Object> body, Map<String, String> headers) {
        return AzureRenderer.answer(body, request.id(), headers);
    }

    private static ResourceManager.Listing listing(Request request) {
        String url = "https://" + request.host() + request.http().rawPath();
        return new ResourceManager.Listing(request.path().get(2), request.query(), url, request.endless());
    }

    private Tokens.Token authenticated(Request request) {
        String header = request.http().header("authorization").orElseThrow(AzureError.NO_TOKEN::about);
        Tokens.Token token = tokens.find(header.startsWith(BEARER) ? header.substring(BEARER.length()) : "")
                .orElseThrow(AzureError.INVALID_TOKEN::about);
        if (!Audiences.isResourceManager(token.audience(), request.host())) {
            throw AzureError.WRONG_AUDIENCE.about(token.audience());
        }
        Instant now = clock.instant();
        if (!now.isBefore(token.expiresAt())) {
            throw AzureError.EXPIRED_TOKEN.about(token.expiresAt(), now);
        }
        return token;
    }

    /** The application that calls, as far as can be told. */
    private String caller(Request request) {
        if (request.operation() == AzureOperation.TOKEN) {
            String app = Params.parse(request.http().bodyText()).get("client_id");
            return app == null ? "" : app;
        }
        return request.http()
                .header("authorization")
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> tokens.find(header.substring(BEARER.length())))
                .map(Tokens.Token::app)
                .orElse("");
    }
}
