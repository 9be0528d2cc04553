package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.credential.Credentials;
import io.cloudconnectors.poller.credential.Credentials.Reveal;
import io.cloudconnectors.poller.pace.Pacing;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.CloudProvider.Account;
import io.cloudconnectors.poller.provider.CloudProvider.SignIn;
import io.cloudconnectors.poller.provider.CloudProvider.StrangerTrial;
import io.cloudconnectors.poller.provider.Visit;
import io.cloudconnectors.poller.report.Results;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a run does: get the credential, sign in, look at every slice, say how it went. */
@ApplicationScoped
class AccountRun implements Work {
    private static final Logger LOG = Logger.getLogger(AccountRun.class);
    private static final Duration VAULT_RETRY = Duration.ofSeconds(1);

    private final Credentials credentials;
    private final Map<Provider, CloudProvider> providers = new EnumMap<>(Provider.class);
    private final SliceLookout slices;
    private final Pacing pacing;
    private final InstantSource clock;
    private final Duration vaultPatience;

    AccountRun(
            Credentials credentials,
            @All List<CloudProvider> providers,
            SliceLookout slices,
            Pacing pacing,
            InstantSource clock,
            PollerConfig config) {
        this.credentials = credentials;
        providers.forEach(provider -> this.providers.put(provider.provider(), provider));
        this.slices = slices;
        this.pacing = pacing;
        this.clock = clock;
        this.vaultPatience = config.run().vaultPatience();
    }

    @Override
    public Conclusion look(LeasedRun run, Results results) throws InterruptedException {
        CloudProvider provider = providers.get(run.request().provider());
        if (provider == null) {
            throw new IllegalStateException(
                    "This poller does not know " + run.request().provider());
        }
        return switch (reveal(run)) {
            case Reveal.Revealed(var credential) -> with(credential, provider, run, results);
            case Reveal.Refused(var status) -> {
                LOG.errorf("The vault refuses the credential of a leased run (status %d); the run fails", status);
                yield failed(ReasonCode.PLATFORM_ERROR, "vault " + status);
            }
            case Reveal.Unavailable() -> {
                LOG.errorf("The vault gave no credential for %s; the run fails", vaultPatience);
                yield failed(ReasonCode.VAULT_UNAVAILABLE, null);
            }
        };
    }

    private Reveal reveal(LeasedRun run) throws InterruptedException {
        Instant patienceEnds = clock.instant().plus(vaultPatience);
        while (true) {
            Reveal reveal =
                    credentials.reveal(run.request().credential(), run.grant().runToken());
            switch (reveal) {
                case Reveal.Revealed _, Reveal.Refused _ -> {
                    return reveal;
                }
                case Reveal.Unavailable _ -> {
                    if (clock.instant().plus(VAULT_RETRY).isAfter(patienceEnds)) {
                        return reveal;
                    }
                    Thread.sleep(VAULT_RETRY);
                }
            }
        }
    }

    private Conclusion with(RevealedCredential credential, CloudProvider provider, LeasedRun run, Results results)
            throws InterruptedException {
        return switch (run.request().trigger()) {
            case TEST -> new ConnectionTest(provider, clock).of(visit(run, credential));
            case SCHEDULED, MANUAL, PROBE, RECHECK -> signIn(provider, run, credential, results);
        };
    }

    private Visit visit(LeasedRun run, RevealedCredential credential) {
        return run.visit(credential, pacing, clock.instant());
    }

    private Conclusion signIn(CloudProvider provider, LeasedRun run, RevealedCredential credential, Results results)
            throws InterruptedException {
        return switch (provider.signIn(visit(run, credential))) {
            case SignIn.Refused(var reason, var _) -> {
                LOG.infof("No way into the account: %s (%s)", reason.code(), reason.providerCode());
                yield new Conclusion(RunOutcome.FAILED, reason);
            }
            case SignIn.Accepted(var account, var _) -> {
                StrangerTrial trial = trial(account, run);
                yield inventory(account, run, results).after(trial);
            }
        };
    }

    /** Before the inventory, which may take an hour and be stopped. */
    private static StrangerTrial trial(Account account, LeasedRun run) throws InterruptedException {
        if (!run.grant().proveExternalId()) {
            return new StrangerTrial.Undecided();
        }
        StrangerTrial trial = account.tryAsStranger();
        LOG.infof(
                "Tried to get in without the External ID: %s", trial.getClass().getSimpleName());
        return trial;
    }

    private Conclusion inventory(Account account, LeasedRun run, Results results) throws InterruptedException {
        RunRequest request = run.request();
        return switch (request.trigger()) {
            case SCHEDULED, MANUAL -> Verdict.of(slices.lookAt(account, run, results));
            case TEST, PROBE, RECHECK -> new Conclusion(RunOutcome.SUCCEEDED, null);
        };
    }

    private Conclusion failed(ReasonCode code, @Nullable String subject) {
        return new Conclusion(RunOutcome.FAILED, new Reason(code, null, null, subject, clock.instant()));
    }
}
