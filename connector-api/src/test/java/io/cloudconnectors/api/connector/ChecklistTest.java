package io.cloudconnectors.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.connector.Troubleshooting.Step;
import io.cloudconnectors.api.provider.StoredSettings;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Platform PLATFORM = new PlatformFixture("999988887777", "888877776666", null);
    private static final String ROLE = "arn:aws-us-gov:iam::123456789012:role/Reader";

    @ParameterizedTest(name = "{0} {1} succeeded before: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                // D done, F failed, ? unknown; the first step is "enabled"
                "AWS,   AWAITING_ROLE_ARN,            false, DF?????",
                "AWS,   AWAITING_FIRST_RUN,           false, DD?????",
                "AWS,   AWS_ASSUME_ROLE_DENIED,       true,  DD??F??",
                "AWS,   AWS_EXTERNAL_ID_NOT_ENFORCED, true,  DDDFDDD",
                "AWS,   ACCOUNT_MISMATCH,             false, DDD?DF?",
                "AWS,   PERMISSION_MISSING,           true,  DDD?DDF",
                "AWS,   NETWORK,                      true,  DD?????",
                "AWS,   -,                            true,  DDD?DDD",
                "AZURE, AWAITING_FIRST_RUN,           false, D?????",
                "AZURE, AZURE_TENANT_NOT_FOUND,       true,  DF????",
                "AZURE, AZURE_APP_NOT_FOUND,          false, DDF???",
                "AZURE, AZURE_SECRET_EXPIRED,         true,  DDDF??",
                "AZURE, AZURE_SECRET_INVALID,         false, DDDF??",
                "AZURE, SUBSCRIPTION_NOT_FOUND,       false, DDDDF?",
                "AZURE, AZURE_ROLE_MISSING,           true,  DDDDDF",
                "AZURE, CREDENTIAL_EXPIRING,          true,  DDDFDD",
                "GCP,   GCP_KEY_INVALID,              true,  DF???",
                "GCP,   PROJECT_NOT_FOUND,            false, DDF??",
                "GCP,   GCP_API_DISABLED,             false, DDDF?",
                "GCP,   GCP_API_DISABLED,             true,  DDDFD",
                "GCP,   GCP_PERMISSION_DENIED,        false, DDDDF",
                "GCP,   VAULT_UNAVAILABLE,            true,  D????",
            })
    void theReasonSaysHowEachStepStands(
            Provider provider, @Nullable ReasonCode reason, boolean succeeded, String expected) {
        List<Step> steps = checklist(provider, reason, succeeded);

        assertThat(steps.stream().map(ChecklistTest::letter).collect(Collectors.joining()))
                .isEqualTo(expected);
        assertThat(steps).extracting(Step::id).doesNotHaveDuplicates();
        assertThat(steps).allSatisfy(step -> assertThat(step.detail()).isNotBlank());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                            ENFORCED,     DDDDDDD",
                "-,                            -,            DDD?DDD",
                "AWS_EXTERNAL_ID_NOT_ENFORCED, NOT_ENFORCED, DDDFDDD",
                "PERMISSION_MISSING,           NOT_ENFORCED, DDDFDDF",
                "NETWORK,                      ENFORCED,     DD?D???",
                // the role may have another trust policy by now
                "AWS_ASSUME_ROLE_DENIED,       ENFORCED,     DD??F??",
            })
    void theProofSaysHowTheExternalIdStands(
            @Nullable ReasonCode reason, @Nullable ExternalIdProof proof, String expected) {
        List<Step> steps =
                Checklist.of(row(Provider.AWS, reason, true, proof), PLATFORM).steps();

        assertThat(steps.stream().map(ChecklistTest::letter).collect(Collectors.joining()))
                .isEqualTo(expected);
    }

    @Test
    void theValuesAreThoseOfTheConnector() {
        assertThat(value(Provider.AWS, "trust-policy"))
                .contains("arn:aws-us-gov:iam::888877776666:root", "\"sts:ExternalId\": \"cc-1\"");
        assertThat(value(Provider.AZURE, "reader-role"))
                .isEqualTo("az cloud set --name AzureChinaCloud && az role assignment create --assignee app"
                        + " --role Reader --scope /subscriptions/sub");
        assertThat(value(Provider.GCP, "apis")).endsWith("--project=acme-prod");
        assertThat(value(Provider.GCP, "roles")).contains("serviceAccount:reader@acme");
    }

    private static String value(Provider provider, String id) {
        return checklist(provider, null, true).stream()
                .filter(step -> step.id().equals(id))
                .map(Step::value)
                .findFirst()
                .orElseThrow();
    }

    private static List<Step> checklist(Provider provider, @Nullable ReasonCode reason, boolean succeeded) {
        return Checklist.of(row(provider, reason, succeeded), PLATFORM).steps();
    }

    private static String letter(Step step) {
        return switch (step.status()) {
            case DONE -> "D";
            case FAILED -> "F";
            case UNKNOWN -> "?";
        };
    }

    private static ConnectorRow row(Provider provider, @Nullable ReasonCode reason, boolean succeeded) {
        return row(provider, reason, succeeded, null);
    }

    private static ConnectorRow row(
            Provider provider, @Nullable ReasonCode reason, boolean succeeded, @Nullable ExternalIdProof proof) {
        String role = reason == ReasonCode.AWAITING_ROLE_ARN ? null : ROLE;
        StoredSettings settings = switch (provider) {
            case AWS -> new StoredSettings("123456789012", "aws-us-gov", List.of(), null, null, null, null);
            case AZURE -> new StoredSettings(null, null, null, "dir", "sub", AzureCloud.CHINA, null);
            case GCP -> new StoredSettings(null, null, null, null, null, null, "acme-prod");
        };
        return new ConnectorRow(
                UUID.randomUUID(),
                "a",
                "a",
                "",
                provider,
                240,
                null,
                true,
                Map.of(),
                ConnectorState.ONLINE,
                ConnectorHealth.OK,
                reason == null ? null : StoredReason.own(reason, NOW),
                new ConnectorRow.Account(settings, role, "cc-1", proof, "app", "reader@acme"),
                new ConnectorRow.Credential(1, "f", null, null, null),
                new ConnectorRow.Schedule(true, NOW, RunTrigger.SCHEDULED),
                null,
                null,
                succeeded ? NOW : null,
                NOW,
                NOW,
                1,
                null);
    }
}
