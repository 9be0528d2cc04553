package io.cloudconnectors.vault.reconcile;

import jakarta.inject.Singleton;
import java.util.List;

/** The question to connector-api, for tests elsewhere. */
@Singleton
public class ReconcileFixture {
    private final CommittedVersions versions;

    ReconcileFixture(CommittedVersions versions) {
        this.versions = versions;
    }

    /** Whatever the answer is. */
    public void askOnce() {
        try {
            var _ = versions.known(List.of());
        } catch (NoAnswerException e) {
            // The request has been made.
        }
    }
}
