package io.cloudconnectors.local.cloud.aws;

import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.auth.Authenticator;
import io.cloudconnectors.local.cloud.aws.auth.AuthorizationHeader;
import io.cloudconnectors.local.cloud.aws.auth.Caller;
import io.cloudconnectors.local.cloud.aws.auth.Credential;
import io.cloudconnectors.local.cloud.aws.described.RestRoute;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.operation.Pages;
import io.cloudconnectors.local.cloud.aws.sts.AssumeRole;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.ActiveFault;
import io.cloudconnectors.local.cloud.fault.Dropped;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.Reply;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All of AWS behind one URL: told apart, verified, authorised and answered call by call. */
public final class AwsEndpoint implements Function<HttpCall, Reply> {
    private final AccountRegistry accounts;
    private final Authenticator authenticator;
    private final OperationCatalogue operations;
    private final Faults faults;
    private final CallLog log;
    private final InstantSource clock;

    public AwsEndpoint(
            AccountRegistry accounts,
            Authenticator authenticator,
            OperationCatalogue operations,
            Faults faults,
            CallLog log,
            InstantSource clock) {
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.operations = operations;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
    }

    /** One request on its way: everything that can be said before the signature is verified. */
    private record Request(
            HttpCall http,
            AuthorizationHeader authorization,
            AwsService service,
            Params params,
            String action,
            String id) {
        String region() {
            return authorization.region();
        }
    }

    @Override
    public Reply apply(HttpCall http) {
        String requestId = UUID.randomUUID().toString();
        Optional<AuthorizationHeader> authorization =
                http.header("authorization").flatMap(AuthorizationHeader::parse);
        if (authorization.isEmpty()) {
            return unsigned(http, requestId);
        }
        Optional<AwsService> service = AwsService.signedAs(authorization.get().service());
        if (service.isEmpty()) {
            return Reply.of(
                    501,
                    "text/plain",
                    "The simulated cloud does not speak " + authorization.get().service() + ".\n");
        }
        Params params = params(service.get(), http);
        String action = OperationCatalogue.nameIn(service.get(), http, params);
        return answer(new Request(http, authorization.get(), service.get(), params, action, requestId));
    }

    private static Params params(AwsService service, HttpCall http) {
        return switch (service.protocol()) {
            case JSON -> Params.json(http.bodyText());
            case REST_JSON -> Params.parse(http.rawQuery()).with(RestRoute.labels(service, http));
            case QUERY, EC2, REST_XML -> Params.parse(http.method().equals("POST") ? http.bodyText() : http.rawQuery());
        };
    }

    private Reply answer(Request request) {
        Credential credential;
        try {
            credential = authenticator.authenticate(request.http(), request.authorization(), request.service());
        } catch (AwsFailure refused) {
            logged(request, null, null)
                    .answered(refused.error().status(), refused.error().code());
            return AwsRenderer.failure(request.service(), request.id(), refused);
        }
        String account = accountAsked(request, credential.caller());
        CallLog.Entry entry = logged(request, account, credential.caller());
        ActiveFault fault = faults.meet(account, request.service().signingName(), request.action(), request.region())
                .orElse(null);
        if (fault != null) {
            entry.meets(fault.kind().wireName());
        }
        Reply reply = answer(request, credential.caller(), account, fault, entry);
        return fault == null ? reply : fault.spoil(reply);
    }

    private Reply answer(
            Request request, Caller caller, String account, @Nullable ActiveFault fault, CallLog.Entry entry) {
        try {
            if (fault != null) {
                fault.strike();
                AwsFaults.refuse(fault.kind(), request.service(), account);
            }
            Reply reply = perform(request, caller, fault != null && fault.kind() == FaultKind.ENDLESS_PAGES);
            entry.answered(reply.status(), null);
            return reply;
        } catch (AwsFailure failure) {
            entry.answered(failure.error().status(), failure.error().code());
            return AwsRenderer.failure(request.service(), request.id(), failure);
        } catch (Dropped dropped) {
            entry.answered(0, null);
            return Dropped.reply();
        }
    }

    private Reply perform(Request request, Caller caller, boolean endlessPages) {
        AwsOperation operation = operations.find(request.service(), request.action(), request.params());
        AwsAccount account = accounts.find(caller.accountId())
                .orElseThrow(() -> new AwsFailure(CommonError.INVALID_TOKEN.in(request.service())));
        String region = Regions.checked(request.service(), request.region(), account);
        String list = String.join("/", account.id(), region, request.service().signingName(), operation.name());
        OperationCall call = new OperationCall(
                account,
                caller,
                region,
                request.params(),
                request.http().rawPath(),
                new Pages(list, endlessPages, account.largestPage()),
                clock.instant());
        Permissions.check(operation, call);
        return switch (operation.answer()) {
            case AwsOperation.Answer.InXml(var handler) ->
                AwsRenderer.answer(operation, request.id(), xml -> handler.answer(call, xml));
            case AwsOperation.Answer.InJson(var handler) ->
                AwsRenderer.json(request.id(), 200, Map.of(), handler.apply(call));
        };
    }

    /** The account that a call is about: the role's for AssumeRole, else the caller's. */
    private static String accountAsked(Request request, Caller caller) {
        return request.service() == AwsService.STS && request.action().equals(AssumeRole.NAME)
                ? AssumeRole.accountOf(request.params()).orElse(caller.accountId())
                : caller.accountId();
    }

    private CallLog.Entry logged(Request request, @Nullable String account, @Nullable Caller caller) {
        String session = caller instanceof Caller.Session of
                ? of.sessionName()
                : request.params().get("RoleSessionName");
        return log.arrived(new CallLog.Arrival(
                request.id(),
                request.service().signingName(),
                request.action(),
                request.region(),
                account,
                request.authorization().accessKeyId(),
                session));
    }

    /** Nothing says which service was meant; only S3 is called with GET. */
    private static Reply unsigned(HttpCall http, String requestId) {
        AwsService service = http.method().equals("POST") ? AwsService.STS : AwsService.S3;
        return AwsRenderer.failure(service, requestId, new AwsFailure(CommonError.UNSIGNED.in(service)));
    }
}
