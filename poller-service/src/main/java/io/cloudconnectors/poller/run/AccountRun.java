package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.credential.Credentials;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.CloudProvider.SignIn;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.cloudconnectors.poller.report.Results;
import io.cloudconnectors.poller.report.SliceReport;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** What a run does: get the credential, sign in, look at every slice, say how it went. */
@ApplicationScoped
class AccountRun implements Attempt.Work {
    private static final Duration VAULT_RETRY = Duration.ofSeconds(1);

    private final Credentials credentials;
    private final Map<Provider, CloudProvider> providers = new EnumMap<>(Provider.class);
    private final Results results;
    private final InstantSource clock;
    private final Duration vaultPatience;
    private final int parallelSlices;

    AccountRun(
            Credentials credentials,
            @All List<CloudProvider> providers,
            Results results,
            InstantSource clock,
            PollerConfig config) {
        this.credentials = credentials;
        providers.forEach(provider -> this.providers.put(provider.provider(), provider));
        this.results = results;
        this.clock = clock;
        this.vaultPatience = config.run().vaultPatience();
        this.parallelSlices = config.run().parallelSlices();
    }

    @Override
    public Attempt.Result look(RunRequest request, ResultEvent.Origin origin, String runToken)
            throws InterruptedException {
        CloudProvider provider = providers.get(request.provider());
        if (provider == null) {
            throw new IllegalStateException("This poller does not know " + request.provider());
        }
        return switch (reveal(request, runToken)) {
            case Credentials.Reveal.Revealed(var credential) -> signIn(provider, request, origin, credential);
            case Credentials.Reveal.Refused(var status) ->
                failed(platform(ReasonCode.PLATFORM_ERROR, "vault " + status));
            case Credentials.Reveal.Unavailable() -> failed(platform(ReasonCode.VAULT_UNAVAILABLE, null));
        };
    }

    private Credentials.Reveal reveal(RunRequest request, String runToken) throws InterruptedException {
        Instant patienceEnds = clock.instant().plus(vaultPatience);
        while (true) {
            Credentials.Reveal reveal = credentials.reveal(request.credential(), runToken);
            if (!(reveal instanceof Credentials.Reveal.Unavailable)
                    || clock.instant().plus(VAULT_RETRY).isAfter(patienceEnds)) {
                return reveal;
            }
            Thread.sleep(VAULT_RETRY);
        }
    }

    private Attempt.Result signIn(
            CloudProvider provider, RunRequest request, ResultEvent.Origin origin, RevealedCredential credential)
            throws InterruptedException {
        return switch (provider.signIn(request, credential)) {
            case SignIn.Refused(var reason) -> failed(reason);
            case SignIn.Accepted(var account) ->
                switch (request.trigger()) {
                    case SCHEDULED, MANUAL -> lookAtSlices(account.plan(), origin);
                    case TEST, PROBE, RECHECK -> new Attempt.Result(RunOutcome.SUCCEEDED, null, 0);
                };
        };
    }

    private Attempt.Result lookAtSlices(List<SliceTask> slices, ResultEvent.Origin origin) throws InterruptedException {
        Semaphore atATime = new Semaphore(parallelSlices);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<Slice>> looking = new ArrayList<>();
            for (SliceTask slice : slices) {
                looking.add(executor.submit(() -> {
                    atATime.acquire();
                    try {
                        return lookAt(slice, origin);
                    } finally {
                        atATime.release();
                    }
                }));
            }
            List<Slice> outcomes = new ArrayList<>();
            for (Future<Slice> slice : looking) {
                outcomes.add(slice.get());
            }
            return Verdict.of(outcomes);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A slice failed by a fault of the poller", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private Slice lookAt(SliceTask task, ResultEvent.Origin origin) throws InterruptedException {
        SliceReport report = new SliceReport(origin, task.key(), results, clock);
        Slice outcome = task.look(report);
        report.end(outcome);
        return outcome;
    }

    private static Attempt.Result failed(Reason reason) {
        return new Attempt.Result(RunOutcome.FAILED, reason, 0);
    }

    private Reason platform(ReasonCode code, @org.jspecify.annotations.Nullable String subject) {
        return new Reason(code, null, null, subject, clock.instant());
    }
}
