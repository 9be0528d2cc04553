package io.cloudconnectors.poller.provider.google;

import com.google.cloud.resourcemanager.v3.GetProjectRequest;
import com.google.cloud.resourcemanager.v3.Project;
import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResourceType;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.egress.EgressWatch;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.Visit;
import io.cloudconnectors.poller.provider.google.GoogleReasons.Step;
import io.cloudconnectors.poller.provider.google.GoogleSession.TokenRefused;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Google Cloud: gets a token for the customer's service account, and makes sure that it reaches the project it should. The
 * account may live in another project.
 */
@ApplicationScoped
class GoogleProvider implements CloudProvider {
    static final String TOKEN = "oauth2:token";

    private static final Logger LOG = Logger.getLogger(GoogleProvider.class);
    private static final String GET_PROJECT = GooglePermission.PROJECTS_GET.permission();

    private final GoogleClients clients;
    private final InstantSource clock;

    GoogleProvider(PollerConfig config, InstantSource clock, EgressWatch egress) {
        this.clients = new GoogleClients(config.google(), egress);
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.GCP;
    }

    @Override
    public List<String> permissions() {
        return Arrays.stream(GoogleCheck.values()).map(GoogleCheck::permission).toList();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return GoogleCatalogue.described();
    }

    @Override
    public SignIn signIn(Visit visit) throws InterruptedException {
        RunRequest request = visit.request();
        RevealedCredential credential = visit.credential();
        RunSettings.Gcp settings = request.settings().gcp();
        RevealedCredential.GcpServiceAccountKey key = credential.gcp();
        if (settings == null || key == null) {
            throw new IllegalStateException("The request and its credential are not both of Google Cloud");
        }
        Instant identifiedAt = null;
        try {
            ServiceAccountKeyFile file = ServiceAccountKeyFile.parse(key.keyFile());
            GoogleSession session = new GoogleSession(file, clients, visit.pace(), clock);
            identifiedAt = clock.instant();
            return reach(settings.projectId(), visit, session, identifiedAt);
        } catch (KeyFileRefused e) {
            LOG.warnf("A key file that was let in is not used: %s", e.problem());
            return refused(ReasonCode.GCP_KEY_INVALID, "serviceAccountKey", null);
        } catch (TokenRefused e) {
            return new SignIn.Refused(GoogleReasons.reason(e.symptom(), Step.TOKEN, TOKEN, clock.instant()), null);
        } catch (CallFailed e) {
            return new SignIn.Refused(
                    GoogleReasons.reason(e.symptom(), Step.PROJECT, GET_PROJECT, clock.instant()), identifiedAt);
        }
    }

    private SignIn reach(String projectId, Visit visit, GoogleSession session, Instant identifiedAt)
            throws CallFailed, TokenRefused, InterruptedException {
        GetProjectRequest wanted =
                GetProjectRequest.newBuilder().setName("projects/" + projectId).build();
        Project reached = session.call(
                "cloudresourcemanager",
                token -> clients.projects().getProjectCallable().futureCall(wanted, GoogleClients.bearing(token)));
        if (!projectId.equals(reached.getProjectId())) {
            return refused(ReasonCode.ACCOUNT_MISMATCH, reached.getProjectId(), identifiedAt);
        }
        return reached.getState() == Project.State.DELETE_REQUESTED
                ? refused(ReasonCode.PROJECT_NOT_FOUND, Project.State.DELETE_REQUESTED.name(), identifiedAt)
                : new SignIn.Accepted(new GoogleAccount(reached, visit, clients, session, clock), identifiedAt);
    }

    private SignIn refused(ReasonCode code, String subject, @Nullable Instant identifiedAt) {
        return new SignIn.Refused(new Reason(code, null, null, subject, clock.instant()), identifiedAt);
    }

    @PreDestroy
    void close() {
        clients.close();
    }
}
