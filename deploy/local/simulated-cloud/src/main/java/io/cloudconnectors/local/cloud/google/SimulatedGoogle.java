package io.cloudconnectors.local.cloud.google;

import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.local.cloud.google.auth.AccessTokens;
import io.cloudconnectors.local.cloud.google.auth.KeyFiles;
import io.cloudconnectors.local.cloud.google.project.PredefinedRole;
import io.cloudconnectors.local.cloud.google.project.Project;
import io.cloudconnectors.local.cloud.google.project.ProjectReader;
import io.cloudconnectors.local.cloud.google.project.Projects;
import io.cloudconnectors.local.cloud.google.project.ServiceAccount;
import io.cloudconnectors.local.cloud.google.project.ServiceAccountKey;
import io.cloudconnectors.local.cloud.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/**
 * Google Cloud, running: all hosts of {@code googleapis.com} behind one URL, and what a customer does in the console.
 * What the customer does throws IllegalArgumentException when the project, account, role or API does not exist.
 */
public final class SimulatedGoogle implements AutoCloseable {
    private final Projects projects = new Projects();
    private final Faults faults = new Faults();
    private final CallLog calls;
    private final LoopbackServer server;

    private SimulatedGoogle(int port, String yaml, InstantSource clock) throws IOException {
        ProjectReader.projects(yaml).forEach(projects::put);
        this.calls = new CallLog(clock);
        this.server =
                LoopbackServer.start(port, new GoogleEndpoint(projects, new AccessTokens(clock), faults, calls, clock));
    }

    /** With the system's clock; see {@link #start(int, String, InstantSource)}. */
    public static SimulatedGoogle start(int port, String yaml) throws IOException {
        return start(port, yaml, InstantSource.system());
    }

    /**
     * @param port 0 takes a free one
     * @param yaml a file with {@code google: projects:}; empty for no project yet
     * @param clock what the times of assertions, tokens and snapshots are measured with
     * @throws IllegalArgumentException when the YAML describes no possible project
     * @throws IOException when the port is in use
     */
    public static SimulatedGoogle start(int port, String yaml, InstantSource clock) throws IOException {
        return new SimulatedGoogle(port, yaml, clock);
    }

    /** What {@code GOOGLE_CLOUD_ENDPOINT} is set to; the token endpoint is {@code /token} below it. */
    public URI endpoint() {
        return server.uri();
    }

    /** Services and actions are those of {@link io.cloudconnectors.local.cloud.google.wire.GoogleOperation}. */
    public Faults faults() {
        return faults;
    }

    public CallLog calls() {
        return calls;
    }

    public List<Project> projects() {
        return projects.all();
    }

    /** Adds a project, or puts it in the place of the one with its id. */
    public Project addProject(String yaml) {
        Project project = ProjectReader.project(yaml);
        projects.put(project);
        return project;
    }

    /** @param yaml a list like a project's {@code resources} */
    public void replaceResources(String projectId, String yaml) {
        projects.change(projectId, project -> project.with(ProjectReader.resources(yaml)));
    }

    /** A new key of a service account: the JSON text of its key file, which exists nowhere else. */
    public String newKey(String projectId, String accountEmail) {
        ServiceAccount account = projects.find(projectId)
                .flatMap(project -> project.account(accountEmail))
                .orElseThrow(() -> new IllegalArgumentException(
                        "No service account " + accountEmail + " in project " + projectId));
        KeyFiles.Created created = KeyFiles.create(projectId, accountEmail, account.uniqueId());
        uploadKey(projectId, accountEmail, created.key());
        return created.text();
    }

    /** A key of a service account that was made elsewhere. */
    public void uploadKey(String projectId, String accountEmail, ServiceAccountKey key) {
        projects.change(projectId, project -> project.withAccount(accountEmail, each -> each.with(key)));
    }

    /** @param keyId the key file's {@code private_key_id} */
    public void deleteKey(String projectId, String accountEmail, String keyId) {
        projects.change(projectId, project -> project.withAccount(accountEmail, each -> each.withoutKey(keyId)));
    }

    /** Deletes every key of the account. Tokens that were minted stay valid, as in reality. */
    public void deleteKeys(String projectId, String accountEmail) {
        projects.change(projectId, project -> project.withAccount(accountEmail, ServiceAccount::withoutKeys));
    }

    public void deleteAccount(String projectId, String accountEmail) {
        projects.change(projectId, project -> project.withoutAccount(accountEmail));
    }

    public void disableAccount(String projectId, String accountEmail) {
        projects.change(projectId, project -> project.withAccount(accountEmail, each -> each.switchedOff(true)));
    }

    public void enableAccount(String projectId, String accountEmail) {
        projects.change(projectId, project -> project.withAccount(accountEmail, each -> each.switchedOff(false)));
    }

    /**
     * Resource Manager, Cloud Asset and Service Usage look at the service account's own project, Compute and Storage at the project that
     * is asked about.
     *
     * @param api {@code cloudasset.googleapis.com}
     */
    public void disableApi(String projectId, String api) {
        projects.change(projectId, project -> project.withApi(ProjectReader.api(api), false));
    }

    public void enableApi(String projectId, String api) {
        projects.change(projectId, project -> project.withApi(ProjectReader.api(api), true));
    }

    /**
     * Marks the project for deletion. To accounts of other projects it then says {@code DELETE_REQUESTED}; its own accounts
     * get {@code CONSUMER_INVALID}, since the project that their calls are counted for is going.
     */
    public void requestDeletion(String projectId) {
        projects.change(projectId, project -> project.withDeletion(true));
    }

    public void undelete(String projectId) {
        projects.change(projectId, project -> project.withDeletion(false));
    }

    /** @param role {@code roles/viewer} */
    public void grant(String projectId, String accountEmail, String role) {
        projects.change(projectId, project -> project.withRole(accountEmail, PredefinedRole.of(role), true));
    }

    public void revoke(String projectId, String accountEmail, String role) {
        projects.change(projectId, project -> project.withRole(accountEmail, PredefinedRole.of(role), false));
    }

    /** Lets hanging calls go and stops. */
    @Override
    public void close() {
        faults.liftAll();
        server.close();
    }
}
