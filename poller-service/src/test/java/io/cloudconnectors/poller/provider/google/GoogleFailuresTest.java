package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.google.SimulatedGoogle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The failure map of Google Cloud, through the SDK and the wire. Google sends no request id with these; where it sends one,
 * it is told (GoogleReasonsTest).
 */
class GoogleFailuresTest {
    private CustomerProject project = new CustomerProject();

    @AfterEach
    void stop() {
        project.close();
    }

    static Stream<Arguments> whatKeepsUsOut() {
        return Stream.of(
                refused(
                        "a deleted key",
                        cloud -> cloud.deleteKeys(CustomerProject.HOME, CustomerProject.EMAIL),
                        ReasonCode.GCP_KEY_INVALID,
                        "invalid_grant",
                        "oauth2:token"),
                refused(
                        "a deleted account",
                        cloud -> cloud.deleteAccount(CustomerProject.HOME, CustomerProject.EMAIL),
                        ReasonCode.GCP_KEY_INVALID,
                        "invalid_grant",
                        "oauth2:token"),
                refused(
                        "a disabled account",
                        cloud -> cloud.disableAccount(CustomerProject.HOME, CustomerProject.EMAIL),
                        ReasonCode.GCP_KEY_INVALID,
                        "disabled_client",
                        "oauth2:token"),
                refused(
                        "a project that is being deleted",
                        cloud -> cloud.requestDeletion(CustomerProject.ID),
                        ReasonCode.PROJECT_NOT_FOUND,
                        null,
                        "DELETE_REQUESTED"),
                refused(
                        "an account whose own project is deleted",
                        cloud -> cloud.requestDeletion(CustomerProject.HOME),
                        ReasonCode.PROJECT_NOT_FOUND,
                        "CONSUMER_INVALID",
                        "projects/111111111111"),
                refused(
                        "no role in the project",
                        cloud -> cloud.revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/viewer"),
                        ReasonCode.GCP_PERMISSION_DENIED,
                        "IAM_PERMISSION_DENIED",
                        "resourcemanager.projects.get"));
    }

    private static Arguments refused(
            String name, Consumer<SimulatedGoogle> change, ReasonCode code, String providerCode, String subject) {
        return Arguments.of(name, change, code, providerCode, subject);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatKeepsUsOut")
    void whatTheCustomerHasToRepairIsPermanent(
            String name, Consumer<SimulatedGoogle> change, ReasonCode code, String providerCode, String subject)
            throws InterruptedException {
        // Given
        change.accept(project.cloud());

        // When
        Reason reason = project.refusal();

        // Then
        assertThat(code.reasonClass()).isEqualTo(ReasonClass.PERMANENT);
        assertThat(reason).isEqualTo(new Reason(code, providerCode, null, subject, reason.at()));
    }

    /** A sign-in that is refused counts as permanent whatever the class of its reason. */
    @Test
    void theMandatoryApiKeepsUsOut() throws InterruptedException {
        project.cloud().disableApi(CustomerProject.HOME, "cloudresourcemanager.googleapis.com");

        assertThat(project.refusal()).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.GCP_API_DISABLED);
            assertThat(reason.providerCode()).isEqualTo("SERVICE_DISABLED");
            assertThat(reason.subject()).isEqualTo("cloudresourcemanager.googleapis.com");
        });
    }

    @Test
    void aProjectThatIsNotThereIsDenied() throws InterruptedException {
        assertThat(project.asking("no-such-project").refusal().code()).isEqualTo(ReasonCode.GCP_PERMISSION_DENIED);
    }

    @Test
    void aProjectByItsNumberIsAnotherName() throws InterruptedException {
        assertThat(project.asking("222222222222").refusal()).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.ACCOUNT_MISMATCH);
            assertThat(reason.subject()).isEqualTo(CustomerProject.ID);
        });
    }

    @Test
    void aWrongClockIsOurOwnFault() throws InterruptedException {
        project.close();
        project = new CustomerProject(Duration.ofHours(2));

        assertThat(project.refusal()).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.PLATFORM_ERROR);
            assertThat(reason.providerCode()).isEqualTo("invalid_grant");
        });
    }

    @Test
    void aMissingRoleOfTheInventoryNamesThePermission() throws InterruptedException {
        project.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/cloudasset.viewer");

        assertThat(project.look().blind(GoogleProviderTest.REST)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
            assertThat(reason.providerCode()).isEqualTo("PERMISSION_DENIED");
            assertThat(reason.subject()).isEqualTo("cloudasset.assets.listResource");
        });
    }

    @Test
    void aMissingRoleOfAListNamesThePermission() throws InterruptedException {
        // Given
        project.cloud().disableApi(CustomerProject.HOME, "cloudasset.googleapis.com");
        project.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/viewer");
        project.cloud().grant(CustomerProject.ID, CustomerProject.EMAIL, "roles/compute.viewer");

        // Then
        assertThat(project.look().blind(GoogleProviderTest.STORAGE)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
            assertThat(reason.providerCode()).isEqualTo("forbidden");
            assertThat(reason.subject()).isEqualTo("storage.buckets.list");
        });
    }

    @ParameterizedTest(name = "{0}: {1} -> {2} {3}")
    @CsvSource({
        "TOKEN, THROTTLE, THROTTLED, rate_limit_exceeded",
        "TOKEN, UNAVAILABLE, PROVIDER_ERROR, temporarily_unavailable",
        "TOKEN, SERVER_ERROR, PROVIDER_ERROR, internal_failure",
        "PROJECT, THROTTLE, THROTTLED, RATE_LIMIT_EXCEEDED",
        "PROJECT, UNAVAILABLE, PROVIDER_ERROR, UNAVAILABLE",
        "PROJECT, SERVER_ERROR, PROVIDER_ERROR, INTERNAL",
        "PROJECT, EXPIRED_SESSION, PROVIDER_ERROR, ACCESS_TOKEN_EXPIRED",
        "INVENTORY, THROTTLE, THROTTLED, RATE_LIMIT_EXCEEDED",
        "INVENTORY, UNAVAILABLE, PROVIDER_ERROR, UNAVAILABLE",
        "INVENTORY, SERVER_ERROR, PROVIDER_ERROR, INTERNAL",
        "INVENTORY, EXPIRED_SESSION, PROVIDER_ERROR, ACCESS_TOKEN_EXPIRED",
        "INVENTORY, ENDLESS_PAGES, PROVIDER_ERROR, RepeatedPageToken",
        "LIST, THROTTLE, THROTTLED, RATE_LIMIT_EXCEEDED",
        "LIST, UNAVAILABLE, PROVIDER_ERROR, backendError",
        "LIST, SERVER_ERROR, PROVIDER_ERROR, internalError",
        "LIST, ENDLESS_PAGES, PROVIDER_ERROR, RepeatedPageToken",
    })
    void troublePassesAndIsToldInTheServicesWords(Service service, FaultKind kind, ReasonCode code, String providerCode)
            throws InterruptedException {
        passes(service.reason(project, kind), code, providerCode);
    }

    static Stream<Arguments> whatSpoilsAnyAnswer() {
        Map<FaultKind, ReasonCode> codes = Map.of(
                FaultKind.HTML_PAGE, ReasonCode.PROVIDER_ERROR,
                FaultKind.XML_PAGE, ReasonCode.PROVIDER_ERROR,
                FaultKind.MALFORMED_XML, ReasonCode.PROVIDER_ERROR,
                FaultKind.TRUNCATE, ReasonCode.NETWORK,
                FaultKind.DROP, ReasonCode.NETWORK,
                FaultKind.HANG, ReasonCode.NETWORK);
        return Arrays.stream(Service.values())
                .flatMap(service -> codes.entrySet().stream()
                        .map(spoiled -> Arguments.of(service, spoiled.getKey(), spoiled.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("whatSpoilsAnyAnswer")
    void anAnswerThatIsNotTheServicesPasses(Service service, FaultKind kind, ReasonCode code)
            throws InterruptedException {
        passes(service.reason(project, kind), code, null);
    }

    private static void passes(Reason reason, ReasonCode code, String providerCode) {
        assertThat(code.reasonClass()).isEqualTo(ReasonClass.TRANSIENT);
        assertThat(reason.code()).isEqualTo(code);
        assertThat(reason.providerCode()).isEqualTo(providerCode);
    }

    /** Where trouble may come, and who then tells of it. */
    private enum Service {
        TOKEN,
        PROJECT,
        INVENTORY,
        LIST;

        Reason reason(CustomerProject project, FaultKind kind) throws InterruptedException {
            return switch (this) {
                case TOKEN -> project.with(kind, "oauth2", "token").refusal();
                case PROJECT ->
                    project.with(kind, "cloudresourcemanager", "projects.get").refusal();
                case INVENTORY ->
                    project.with(kind, "cloudasset", "assets.list").look().blind(GoogleProviderTest.REST);
                case LIST -> {
                    project.cloud().disableApi(CustomerProject.HOME, "cloudasset.googleapis.com");
                    yield project.with(kind, "compute", "networks.list").look().blind(GoogleProviderTest.COMPUTE);
                }
            };
        }
    }

    /** The SDK's own messages hold the issuer's address and Google's answer. */
    @Test
    void nothingThatIsLoggedNamesTheAccount() throws InterruptedException {
        // Given
        List<String> logged = new ArrayList<>();
        Logger root = Logger.getLogger("");
        Handler ear = new Ear(logged);
        root.addHandler(ear);
        project.cloud().deleteKeys(CustomerProject.HOME, CustomerProject.EMAIL);

        // When
        try {
            project.refusal();
        } finally {
            root.removeHandler(ear);
        }

        // Then
        assertThat(logged).noneMatch(line -> line.contains(CustomerProject.EMAIL) || line.contains("assertion"));
    }

    private static final class Ear extends Handler {
        private final List<String> heard;

        Ear(List<String> heard) {
            this.heard = heard;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            heard.add(line.getMessage() + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
