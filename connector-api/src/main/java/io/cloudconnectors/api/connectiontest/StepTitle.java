package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.TestStep;
import org.jspecify.annotations.Nullable;

/** What a step is called to people. */
final class StepTitle {
    private StepTitle() {}

    static String of(TestStep.Kind step, @Nullable String permission, Provider provider) {
        return switch (step) {
            case SIGN_IN ->
                switch (provider) {
                    case AWS -> "Assume the role with the External ID";
                    case AZURE -> "Sign in to Microsoft Entra as the application";
                    case GCP -> "Sign in to Google as the service account";
                };
            case ACCOUNT ->
                switch (provider) {
                    case AWS -> "Reach the account of the role ARN";
                    case AZURE -> "Read the subscription, in its directory";
                    case GCP -> "Read the project";
                };
            case PERMISSION -> "Call " + permission;
            case EXTERNAL_ID -> "Be refused without the External ID";
        };
    }
}
