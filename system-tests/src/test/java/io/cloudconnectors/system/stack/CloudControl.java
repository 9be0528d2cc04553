package io.cloudconnectors.system.stack;

import io.cloudconnectors.local.launcher.Stack;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The control of one simulated cloud: what its accounts hold, which faults they suffer, and who calls. */
public final class CloudControl {

    private final URI control;

    private CloudControl(URI control) {
        this.control = control;
    }

    public static CloudControl ofAws(Stack stack) {
        return new CloudControl(stack.url("cloud").resolve("/_control/"));
    }

    public static CloudControl ofAzure(Stack stack) {
        return new CloudControl(stack.url("cloud").resolve("/_control/azure/"));
    }

    public static CloudControl ofGoogle(Stack stack) {
        return new CloudControl(stack.url("cloud").resolve("/_control/google/"));
    }

    /** @param body text, or what is written as JSON */
    public Answer send(String method, String path, Object body) {
        return Http.send(method, control.resolve(path), Map.of(), Http.write(body));
    }

    /** Every call of that account meets it, until {@link #lift}. */
    public void set(String account, String kind) {
        set(account, kind, Map.of());
    }

    /** Every call of that action meets it, until {@link #lift}. */
    public void set(String account, String kind, String action) {
        set(account, kind, Map.of("action", action));
    }

    private void set(String account, String kind, Map<String, String> more) {
        var fault = new HashMap<>(more);
        fault.put("account", account);
        fault.put("kind", kind);
        send("POST", "faults", fault).expect(201);
    }

    /** Lifts every fault of that account. */
    public void lift(String account) {
        for (var fault : send("GET", "faults", "").json()) {
            if (fault.path("fault").path("account").asText().equals(account)) {
                send("DELETE", "faults/" + fault.path("id").asText(), "").expect(204);
            }
        }
    }

    /** Whether a call waits for its answer; {@code calls} as the control's filter has it: {@code account=...&action=...}. */
    public boolean isCalling(String calls) {
        return StreamSupport.stream(send("GET", "calls?" + calls, "").json().spliterator(), false)
                .anyMatch(call -> !call.has("answeredAt"));
    }
}
