package io.cloudconnectors.local.cloud;

import io.cloudconnectors.local.cloud.aws.AwsEndpoint;
import io.cloudconnectors.local.cloud.aws.OperationCatalogue;
import io.cloudconnectors.local.cloud.aws.account.AccountReader;
import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.auth.Authenticator;
import io.cloudconnectors.local.cloud.aws.auth.Caller;
import io.cloudconnectors.local.cloud.aws.auth.Credentials;
import io.cloudconnectors.local.cloud.aws.kms.KmsOperations;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.control.Accounts;
import io.cloudconnectors.local.cloud.control.ControlApi;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.LoopbackServer;
import io.cloudconnectors.local.cloud.http.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The simulated clouds, running. Embed it in a test, or run {@link SimulatedCloudMain}. */
public final class SimulatedCloud implements AutoCloseable {
    private final LoopbackServer server;
    private final Accounts accounts;
    private final Faults faults;
    private final CallLog calls;
    private final ControlApi control;
    private final UnaryOperator<String> newKmsKey;
    private final List<Runnable> others = new CopyOnWriteArrayList<>();

    private SimulatedCloud(
            LoopbackServer server,
            Accounts accounts,
            Faults faults,
            CallLog calls,
            ControlApi control,
            UnaryOperator<String> newKmsKey) {
        this.newKmsKey = newKmsKey;
        this.control = control;
        this.server = server;
        this.accounts = accounts;
        this.faults = faults;
        this.calls = calls;
    }

    /** With the system's clock; see {@link #start(int, String, PlatformIdentity, InstantSource)}. */
    public static SimulatedCloud start(int port, String accountsYaml, PlatformIdentity platform) throws IOException {
        return start(port, accountsYaml, platform, InstantSource.system());
    }

    /**
     * @param port 0 takes a free one
     * @param accountsYaml the text of a file like {@code demo.yaml}; empty for no account yet
     * @param clock what expiry and skew are measured with
     * @throws IllegalArgumentException when the YAML describes no possible account
     * @throws IOException when the port is in use
     */
    public static SimulatedCloud start(int port, String accountsYaml, PlatformIdentity platform, InstantSource clock)
            throws IOException {
        AccountReader reader = new AccountReader(platform.accountId());
        AccountRegistry registry = new AccountRegistry(List.of());
        Credentials credentials = new Credentials(clock);
        credentials.add(platform.key(), new Caller.Platform(platform.accountId(), platform.partition()));
        Faults faults = new Faults();
        CallLog calls = new CallLog(clock);
        Accounts accounts = new Accounts(reader, registry, credentials, faults);
        accounts.add(reader.account("{id: '" + platform.accountId() + "', alias: platform, partition: "
                + platform.partition().id() + "}"));
        for (AwsAccount account : reader.accounts(accountsYaml)) {
            accounts.add(account);
        }
        KmsOperations kms = new KmsOperations();
        AwsEndpoint aws = new AwsEndpoint(
                registry,
                new Authenticator(credentials, clock),
                new OperationCatalogue(registry, credentials, kms),
                faults,
                calls,
                clock);
        ControlApi control = new ControlApi(accounts, faults, calls);
        LoopbackServer server =
                LoopbackServer.start(port, call -> ControlApi.isFor(call) ? control.apply(call) : aws.apply(call));
        UnaryOperator<String> newKmsKey =
                region -> kms.newKey(registry.find(platform.accountId()).orElseThrow(), region, clock.instant());
        return new SimulatedCloud(server, accounts, faults, calls, control, newKmsKey);
    }

    /** What {@code AWS_ENDPOINT_URL} is set to. */
    public URI endpoint() {
        return server.uri();
    }

    public Accounts accounts() {
        return accounts;
    }

    public Faults faults() {
        return faults;
    }

    public CallLog calls() {
        return calls;
    }

    /** The ARN of a new key of the platform's own account. */
    public String newKmsKey(String region) {
        return newKmsKey.apply(region);
    }

    /** Another cloud in this process, reached through the same control API and closed with this one. */
    void beside(String name, Function<HttpCall, Reply> itsControl, Runnable close) {
        control.delegate(name, itsControl);
        others.add(close);
    }

    /** Lets hanging calls go and stops. */
    @Override
    public void close() {
        others.forEach(Runnable::run);
        faults.liftAll();
        server.close();
    }
}
