package io.cloudconnectors.poller.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.pace.Pacing;
import io.cloudconnectors.poller.provider.CloudProvider.SignIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A customer of a simulated cloud, and a poller's provider in front of it. Each sign-in is a run of its own. */
public abstract class SimulatedCustomer implements AutoCloseable {
    private String attemptTimeout;
    private @Nullable CloudProvider provider;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Pacing pacing = TestConfig.pacing(meters);
    private UUID runId = UUID.randomUUID();
    private CallCount counted = new CallCount();
    private Duration timeLeft = Duration.ofMinutes(10);
    private @Nullable Integer requestsPerSecond;
    private List<KnownDenial> denials = List.of();

    /** @param attemptTimeout of one call to the cloud, as it is configured */
    protected SimulatedCustomer(String attemptTimeout) {
        this.attemptTimeout = attemptTimeout;
    }

    /** A provider as it is configured for this cloud. */
    protected abstract CloudProvider newProvider();

    /** The one that serves all looks, as a poller's does. */
    public final CloudProvider provider() {
        CloudProvider made = provider;
        if (made == null) {
            made = newProvider();
            provider = made;
        }
        return made;
    }

    /** The next look is with a provider of the configuration that has changed. */
    protected final void reconfigure() {
        provider = null;
    }

    protected abstract RunSettings settings();

    protected abstract RevealedCredential credential(UUID id);

    protected abstract Faults faults();

    protected abstract CallLog calls();

    @Override
    public abstract void close();

    protected final String attemptTimeout() {
        return attemptTimeout;
    }

    /** No time-out in the way of what the test is about. */
    public final SimulatedCustomer patient() {
        attemptTimeout = "30s";
        reconfigure();
        return this;
    }

    /** One request a second, and no time to wait for the next; the buckets' clock stands still. */
    public final SimulatedCustomer hurried() {
        pacing = TestConfig.pacing(meters, () -> 0);
        requestsPerSecond = 1;
        timeLeft = Duration.ofMillis(500);
        return this;
    }

    /** What the last run has sent, by service. */
    public final Map<String, Integer> counted() {
        return counted.counted();
    }

    /** How often the cloud has refused a request for their number. */
    public final double throttles(String service) {
        return meters.counter("poller.throttles", "provider", label(), "service", service)
                .count();
    }

    private String label() {
        return provider().provider().name().toLowerCase(Locale.ROOT);
    }

    /** As connector-api says, which remembers them. */
    public final SimulatedCustomer knownToDeny(KnownDenial... known) {
        denials = List.of(known);
        return this;
    }

    /** @param count how many calls it hits; absent: all of them */
    public final void fault(String service, String action, FaultKind kind, @Nullable Integer count) {
        faults().set(new Fault(null, service, action, null, kind, count, null));
    }

    public final int calls(String action) {
        return calls().matching(call -> call.action().equals(action)).size();
    }

    public final List<String> actions() {
        return calls().matching(call -> true).stream().map(Call::action).toList();
    }

    /** The run of the last sign-in. */
    public final UUID runId() {
        return runId;
    }

    /** Why there is no way in. */
    public Reason refusal() throws InterruptedException {
        return switch (signIn()) {
            case SignIn.Refused(var reason, var _) -> reason;
            case SignIn.Accepted _ -> throw new AssertionError("It was let in");
        };
    }

    /** The account, signed in to. */
    public final CloudProvider.Account entered() throws InterruptedException {
        return switch (signIn()) {
            case SignIn.Accepted(var account, var _) -> account;
            case SignIn.Refused(var reason, var _) -> throw new AssertionError("Refused: " + reason);
        };
    }

    /** Whether the credential was accepted, whatever came after. */
    public final boolean identified() throws InterruptedException {
        return switch (signIn()) {
            case SignIn.Accepted _ -> true;
            case SignIn.Refused(var _, var at) -> at != null;
        };
    }

    /** The permissions whose check came to something, and to what; each is tried, in the order that the provider says. */
    public final Map<String, ReasonCode> shortfalls() throws InterruptedException {
        Map<String, ReasonCode> shortfalls = new LinkedHashMap<>();
        List<PermissionCheck> checks = entered().checks();
        assertThat(checks)
                .extracting(PermissionCheck::permission)
                .isEqualTo(provider().permissions());
        for (PermissionCheck check : checks) {
            check.attempt().ifPresent(reason -> {
                assertThat(reason.subject()).isNotBlank();
                shortfalls.put(check.permission(), reason.code());
            });
        }
        return shortfalls;
    }

    public final List<SliceTask> plan() throws InterruptedException {
        return entered().plan();
    }

    public final SliceTask slice(SliceKey key) throws InterruptedException {
        return plan().stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    public Look look() throws InterruptedException {
        return Look.at(plan());
    }

    /** A look at some of the slices. */
    public final Look lookAt(Predicate<SliceKey> some) throws InterruptedException {
        return Look.at(plan().stream().filter(task -> some.test(task.key())).toList());
    }

    private SignIn signIn() throws InterruptedException {
        CloudProvider provider = provider();
        UUID credential = UUID.randomUUID();
        runId = UUID.randomUUID();
        counted = new CallCount();
        RunRequest request = new RunRequest(
                runId,
                1,
                UUID.randomUUID(),
                "acme",
                provider.provider(),
                RunTrigger.MANUAL,
                settings(),
                new CredentialReference(credential, 1),
                Instant.EPOCH,
                600,
                requestsPerSecond);
        return provider.signIn(new Visit(
                request, credential(credential), denials, counted, pacing.of(request, timeLeft, counted::add)));
    }
}
