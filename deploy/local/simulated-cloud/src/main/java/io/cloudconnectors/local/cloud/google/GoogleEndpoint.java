package io.cloudconnectors.local.cloud.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.ActiveFault;
import io.cloudconnectors.local.cloud.fault.Dropped;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.local.cloud.google.auth.AccessTokens;
import io.cloudconnectors.local.cloud.google.auth.AccessTokens.AccessToken;
import io.cloudconnectors.local.cloud.google.auth.TokenEndpoint;
import io.cloudconnectors.local.cloud.google.project.Project;
import io.cloudconnectors.local.cloud.google.project.Projects;
import io.cloudconnectors.local.cloud.google.wire.GoogleError;
import io.cloudconnectors.local.cloud.google.wire.GoogleFailure;
import io.cloudconnectors.local.cloud.google.wire.GoogleOperation;
import io.cloudconnectors.local.cloud.google.wire.Query;
import io.cloudconnectors.local.cloud.google.wire.Renderer;
import io.cloudconnectors.local.cloud.google.wire.TokenRefused;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.Reply;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All of Google Cloud behind one URL: told apart, authenticated, authorised and answered call by call. */
final class GoogleEndpoint implements Function<HttpCall, Reply> {
    private final Projects projects;
    private final TokenEndpoint tokenEndpoint;
    private final Access access;
    private final Faults faults;
    private final CallLog log;
    private final InstantSource clock;

    GoogleEndpoint(Projects projects, AccessTokens tokens, Faults faults, CallLog log, InstantSource clock) {
        this.projects = projects;
        this.tokenEndpoint = new TokenEndpoint(projects, tokens, clock);
        this.access = new Access(projects, tokens);
        this.faults = faults;
        this.log = log;
        this.clock = clock;
    }

    /** What a call does once its fault, if any, has let it pass. */
    private interface Performed {
        JsonNode perform(boolean endlessPages);
    }

    @Override
    public Reply apply(HttpCall http) {
        Optional<GoogleOperation> operation = GoogleOperation.of(http);
        if (operation.isEmpty()) {
            return Reply.of(501, "text/plain", "The simulated Google Cloud does not speak " + http + ".\n");
        }
        return operation.get() == GoogleOperation.MINT_TOKEN ? mint(http) : read(http, operation.get());
    }

    private Reply mint(HttpCall http) {
        GoogleOperation operation = GoogleOperation.MINT_TOKEN;
        TokenEndpoint.Assertion assertion;
        try {
            assertion = TokenEndpoint.read(http.bodyText());
        } catch (TokenRefused refused) {
            arrived(operation, null, "anonymous")
                    .answered(refused.error().status(), refused.error().code());
            return Renderer.failure(refused.error());
        }
        String home = projects.homeOf(assertion.issuer()).map(Project::id).orElse(null);
        String self = "http://" + http.header("host").orElse("") + http.rawPath();
        return answer(operation, home, assertion.issuer(), endless -> tokenEndpoint.mint(assertion, self));
    }

    private Reply read(HttpCall http, GoogleOperation operation) {
        Query query = new Query(http.rawQuery());
        String asked = operation
                .projectIn(http.rawPath())
                .or(() -> query.first("project"))
                .orElse("");
        AccessToken caller;
        try {
            caller = access.caller(http, operation);
        } catch (GoogleFailure refused) {
            arrived(operation, asked, "anonymous")
                    .answered(refused.error().status(), refused.error().name());
            return Renderer.failure(operation.service(), refused);
        }
        return answer(operation, asked, caller.email(), endless -> {
            checkUnderstood(operation, query);
            Project project = access.authorised(http, operation, asked, caller);
            return new Answers(project, query, endless, clock.instant()).to(operation);
        });
    }

    private Reply answer(GoogleOperation operation, @Nullable String project, String email, Performed performed) {
        CallLog.Entry entry = arrived(operation, project, email);
        ActiveFault fault = faults.meet(
                        String.valueOf(project), operation.service().shortName(), operation.action(), "global")
                .orElse(null);
        if (fault != null) {
            entry.meets(fault.kind().wireName());
        }
        Reply reply = answer(operation, fault, entry, performed);
        return fault == null ? reply : fault.spoil(reply);
    }

    private static Reply answer(
            GoogleOperation operation, @Nullable ActiveFault fault, CallLog.Entry entry, Performed performed) {
        try {
            if (fault != null) {
                fault.strike();
                GoogleFaults.refuse(fault.kind(), operation);
            }
            boolean endless = fault != null && fault.kind() == FaultKind.ENDLESS_PAGES;
            Reply reply = Renderer.answer(performed.perform(endless));
            entry.answered(reply.status(), null);
            return reply;
        } catch (GoogleFailure failure) {
            entry.answered(failure.error().status(), failure.error().name());
            return Renderer.failure(operation.service(), failure);
        } catch (TokenRefused refused) {
            entry.answered(refused.error().status(), refused.error().code());
            return Renderer.failure(refused.error());
        } catch (Dropped dropped) {
            entry.answered(0, null);
            return Dropped.reply();
        }
    }

    private static void checkUnderstood(GoogleOperation operation, Query query) {
        query.names().stream()
                .filter(Predicate.not(operation::understands))
                .findFirst()
                .ifPresent(unknown -> {
                    throw GoogleError.NOT_SIMULATED.because("Parameter " + unknown + " is not simulated");
                });
    }

    private CallLog.Entry arrived(GoogleOperation operation, @Nullable String project, String email) {
        return log.arrived(new CallLog.Arrival(
                UUID.randomUUID().toString(),
                operation.service().shortName(),
                operation.action(),
                "global",
                project,
                email,
                null));
    }
}
