package io.cloudconnectors.local.cloud.azure;

import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.local.cloud.http.LoopbackServer;
import io.cloudconnectors.local.cloud.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Azure, running: Entra ID and Resource Manager at one https address. Besides what a client can ask, it has the acts of the
 * customer: they throw IllegalArgumentException when what they name does not exist.
 *
 * <p>Faults and the call log name the services {@code entra} (action {@code Token}; the account is the tenant), {@code arm}
 * ({@code GetSubscription}, {@code ListProviders}, {@code ListResources}, {@code ListResourceGroups}, {@code
 * ListRoleAssignments}) and {@code graph} ({@code Query}); for these
 * the account is the subscription, in lower case. The region is {@code global}, the access key id the application's id.
 */
public final class SimulatedAzure implements AutoCloseable {
    private static final Duration SECRET_LIFE = Duration.ofDays(180);

    private final Directory directory = new Directory();
    private final Subscriptions subscriptions = new Subscriptions();
    private final GraphQuota quota = new GraphQuota();
    private final Faults faults = new Faults();
    private final InstantSource clock;
    private final CallLog calls;
    private final LoopbackServer server;
    private final String pem;
    private final Path caFile;

    private SimulatedAzure(int port, String yaml, Path caFile, InstantSource clock) throws IOException {
        this.clock = clock;
        this.calls = new CallLog(clock);
        this.caFile = caFile;
        AzureReader.tenants(yaml).forEach(this::add);
        CertificateAuthority authority =
                CertificateAuthority.create("Simulated Azure local authority", clock.instant());
        this.pem = authority.pem();
        Files.writeString(caFile, pem);
        AzureEndpoint endpoint = new AzureEndpoint(directory, subscriptions, quota, faults, calls, clock);
        this.server = LoopbackServer.startTls(
                port, authority.issue("127.0.0.1", "localhost").server(), endpoint);
    }

    /** With the system's clock and a certificate file among the temporary files. */
    public static SimulatedAzure start(int port, String yaml) throws IOException {
        return start(port, yaml, Files.createTempFile("simulated-azure-ca", ".pem"), InstantSource.system());
    }

    /**
     * @param port 0 takes a free one
     * @param yaml the text of a file like {@code demo.yaml}: its section {@code azure: tenants:}
     * @param caFile where the authority's certificate is written, as PEM; it goes when this is closed
     * @param clock what expiry is measured with
     * @throws IllegalArgumentException when the YAML describes no possible tenant
     * @throws IOException when the port is in use, or the file cannot be written
     */
    public static SimulatedAzure start(int port, String yaml, Path caFile, InstantSource clock) throws IOException {
        return new SimulatedAzure(port, yaml, caFile, clock);
    }

    private void add(AzureTenant tenant) {
        directory.add(tenant);
        for (AzureSubscription subscription : tenant.subscriptions()) {
            subscription.roles().values().forEach(roles -> roles.forEach(Roles::check));
            subscriptions.add(tenant.id(), subscription);
        }
    }

    /** The authority host and the Resource Manager endpoint, without a trailing slash. */
    public URI endpoint() {
        return server.uri();
    }

    /** The file with the certificate that clients must trust. */
    public Path caFile() {
        return caFile;
    }

    /** The certificate that clients must trust, as PEM. */
    public String caPem() {
        return pem;
    }

    public Faults faults() {
        return faults;
    }

    public CallLog calls() {
        return calls;
    }

    /** Adds a client secret, valid for half a year; the answer is the only place where it can be read. */
    public String newSecret(String tenant, String app) {
        return newSecret(tenant, app, clock.instant().plus(SECRET_LIFE));
    }

    /** Adds a client secret that is expired from a moment on. */
    public String newSecret(String tenant, String app, Instant expiresAt) {
        return directory.newSecret(tenant, app, expiresAt);
    }

    /** A client secret that this process or an earlier one made, again; without an end it is valid for half a year. */
    void addSecret(String tenant, String app, String secret, Optional<Instant> expiresAt) {
        directory.addSecret(
                tenant, app, secret, expiresAt.orElseGet(() -> clock.instant().plus(SECRET_LIFE)));
    }

    /** Lets every secret of the application expire now. */
    public void expireSecret(String tenant, String app) {
        directory.expireSecrets(tenant, app, clock.instant());
    }

    /** Deletes every secret of the application, as after a rotation. */
    public void deleteSecrets(String tenant, String app) {
        directory.deleteSecrets(tenant, app);
    }

    public void deleteApp(String tenant, String app) {
        directory.deleteApp(tenant, app);
    }

    public void deleteTenant(String tenant) {
        directory.deleteTenant(tenant);
    }

    /** Assigns the role Reader on the subscription. */
    public void grantReader(String subscription, String app) {
        grant(subscription, app, "Reader");
    }

    /** @param role Reader, Contributor, Owner, or one action of a custom role */
    public void grant(String subscription, String app, String role) {
        Roles.check(role);
        subscriptions.grant(subscription, app, role);
    }

    /** Assigns a role, as above, on one resource group alone. */
    public void grant(String subscription, String resourceGroup, String app, String role) {
        Roles.check(role);
        subscriptions.grant(subscription, resourceGroup, app, role);
    }

    /** Takes every role on the subscription, and on what is in it, from the application. */
    public void revokeRoles(String subscription, String app) {
        subscriptions.revoke(subscription, app);
    }

    /** Resource Graph answers AccessDenied for the subscription, whatever the roles; the lists still work. */
    public void denyResourceGraph(String subscription, String app) {
        subscriptions.denyGraph(subscription, app);
    }

    public void allowResourceGraph(String subscription, String app) {
        subscriptions.allowGraph(subscription, app);
    }

    /** Resource Graph answers no more rows than that, says that it is truncated, and has no token for the rest. */
    public void limitResourceGraph(String subscription, int rows) {
        subscriptions.limitGraph(subscription, rows);
    }

    public void unlimitResourceGraph(String subscription) {
        subscriptions.unlimitGraph(subscription);
    }

    public void deleteSubscription(String subscription) {
        subscriptions.remove(subscription);
    }

    /** Transfers the subscription to another tenant. */
    public void moveSubscription(String subscription, String toTenant) {
        subscriptions.move(subscription, toTenant);
    }

    /** Replaces all that the subscription holds: a list in the shape of {@code resourceGroups}. */
    public void replaceResourceGroups(String subscription, String yaml) {
        subscriptions.hold(subscription, AzureReader.resourceGroups(yaml));
    }

    /** The ids of the subscription, of everything in it, its role assignments and providers: the truth to compare with. */
    public List<String> ids(String subscription) {
        return subscriptions
                .find(subscription)
                .map(Rows::ids)
                .orElseThrow(() -> new IllegalArgumentException("No subscription " + subscription));
    }

    /** Another program queries Resource Graph as the same application; the quota comes back 5 seconds later. */
    public void useUpResourceGraph(String tenant, String app, int queries) {
        quota.spend(GraphQuota.principal(tenant, app), queries, clock.instant());
    }

    /** Lets hanging calls go and stops. */
    @Override
    public void close() {
        faults.liftAll();
        server.close();
        try {
            Files.deleteIfExists(caFile);
        } catch (IOException left) {
            throw new UncheckedIOException("The certificate's file stays", left);
        }
    }
}
