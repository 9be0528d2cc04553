package io.cloudconnectors.local.cloud.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudconnectors.local.cloud.aws.account.AccountReader;
import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.auth.AccessKey;
import io.cloudconnectors.local.cloud.aws.auth.Credential;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.ActiveFault;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * {@code /_control}, on the loopback interface like everything here. It hands out the administrators' keys of accounts that
 * do not exist, so it asks for no credentials itself. Bodies are JSON or YAML; answers are JSON.
 */
public final class ControlApi implements Function<HttpCall, Reply> {
    private static final String PREFIX = "/_control/";

    private final Accounts accounts;
    private final Faults faults;
    private final CallLog calls;
    private final ConcurrentMap<String, Function<HttpCall, Reply>> others = new ConcurrentHashMap<>();

    public ControlApi(Accounts accounts, Faults faults, CallLog calls) {
        this.accounts = accounts;
        this.faults = faults;
        this.calls = calls;
    }

    /** Hands everything below {@code /_control/<cloud>/} to that cloud's own control. */
    public void delegate(String cloud, Function<HttpCall, Reply> control) {
        others.put(cloud, control);
    }

    public static boolean isFor(HttpCall call) {
        return call.rawPath().startsWith(PREFIX);
    }

    @Override
    public Reply apply(HttpCall call) {
        List<String> path = List.of(call.rawPath().substring(PREFIX.length()).split("/"));
        try {
            return switch (path.getFirst()) {
                case "health" -> json(200, Map.of("status", "UP"));
                case "accounts" -> accounts(call, path);
                case "faults" -> faults(faults, call, path);
                case "calls" -> calls(calls, call);
                default ->
                    others.getOrDefault(path.getFirst(), other -> notFound()).apply(call);
            };
        } catch (IllegalArgumentException wrong) {
            return problem(400, String.valueOf(wrong.getMessage()));
        }
    }

    private Reply accounts(HttpCall call, List<String> path) {
        String asked = call.method() + (path.size() == 3 ? " " + path.get(2) : path.size() == 2 ? " one" : "");
        return switch (asked) {
            case "GET" ->
                json(200, accounts.all().stream().map(AccountSummary::of).toList());
            case "POST" -> json(201, AccountSummary.of(accounts.add(call.bodyText())));
            case "GET one" -> found(accounts.find(path.get(1)).map(AccountSummary::of));
            case "DELETE one" -> accounts.remove(path.get(1)) ? done() : notFound();
            case "GET admin" -> found(accounts.administrator(path.get(1)).map(ControlApi::key));
            case "GET sessions" ->
                json(
                        200,
                        accounts.sessions(path.get(1)).stream()
                                .map(ControlApi::session)
                                .toList());
            case "GET resources" -> found(accounts.find(path.get(1)).map(AwsAccount::resources));
            case "DELETE sessions" -> json(200, Map.of("ended", accounts.endSessions(path.get(1))));
            case "GET roles" -> found(accounts.find(path.get(1)).map(AwsAccount::roles));
            case "PUT resources" -> found(accounts.replaceResources(path.get(1), call.bodyText()));
            default -> notFound();
        };
    }

    /** {@code .../faults} of any cloud: lists, sets and lifts. */
    public static Reply faults(Faults faults, HttpCall call, List<String> path) {
        String asked = call.method() + (path.size() == 2 ? " one" : "");
        return switch (asked) {
            case "GET" ->
                json(200, faults.active().stream().map(ControlApi::view).toList());
            case "POST" -> json(201, view(faults.set(read(call.bodyText()))));
            case "DELETE" -> {
                faults.liftAll();
                yield done();
            }
            case "DELETE one" -> faults.lift(Integer.parseInt(path.get(1))) ? done() : notFound();
            default -> notFound();
        };
    }

    /** {@code .../calls} of any cloud: lists and forgets. */
    public static Reply calls(CallLog calls, HttpCall call) {
        return switch (call.method()) {
            case "GET" -> json(200, calls.matching(wanted(Params.parse(call.rawQuery()))));
            case "DELETE" -> {
                calls.clear();
                yield done();
            }
            default -> notFound();
        };
    }

    private static Predicate<Call> wanted(Params params) {
        Predicate<String> account = equalTo(params, "account");
        Predicate<String> service = equalTo(params, "service");
        Predicate<String> action = equalTo(params, "action");
        Predicate<String> region = equalTo(params, "region");
        Predicate<String> session = equalTo(params, "session");
        int after = params.integer("after").orElse(0);
        return call -> call.number() > after
                && account.test(String.valueOf(call.account()))
                && service.test(call.service())
                && action.test(call.action())
                && region.test(call.region())
                && session.test(String.valueOf(call.session()));
    }

    private static Predicate<String> equalTo(Params params, String name) {
        String wanted = params.get(name);
        return value -> wanted == null || wanted.equals(value);
    }

    private static Fault read(String body) {
        try {
            return AccountReader.json().readValue(body, Fault.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    private static Map<String, Object> view(ActiveFault fault) {
        return Map.of("id", fault.id(), "hits", fault.hits(), "fault", fault.fault());
    }

    private static Map<String, String> key(AccessKey key) {
        return Map.of("accessKeyId", key.id(), "secretAccessKey", key.secret());
    }

    private static Map<String, String> session(Credential session) {
        return Map.of(
                "accessKeyId", session.key().id(),
                "secretAccessKey", session.key().secret(),
                "sessionToken", String.valueOf(session.sessionToken()));
    }

    private static Reply found(Optional<?> body) {
        return body.map(value -> json(200, value)).orElseGet(ControlApi::notFound);
    }

    /** Done, and there is nothing to say about it. */
    public static Reply done() {
        return Reply.json(204, "");
    }

    /** There is no such call. */
    public static Reply notFound() {
        return problem(404, "Nothing here; the simulated cloud's README lists what /_control can do.");
    }

    private static Reply problem(int status, String detail) {
        return json(status, Map.of("status", status, "detail", detail));
    }

    /** An answer in the simulator's own JSON. */
    public static Reply json(int status, Object value) {
        try {
            return Reply.json(status, AccountReader.json().writeValueAsString(value));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
