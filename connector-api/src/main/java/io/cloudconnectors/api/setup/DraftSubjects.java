package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.draft.Draft;
import io.cloudconnectors.api.draft.Drafts;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.AzureCloud;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Drafts: nothing but the External ID is known of the connector to come. */
@ApplicationScoped
class DraftSubjects implements SetupSubjects {
    private static final String NAME = "cloud-connector";

    private final Drafts drafts;

    DraftSubjects(Drafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public Optional<SetupSubject> find(Tenant tenant, UUID id) {
        return drafts.in(tenant).find(id).map(DraftSubjects::subject);
    }

    private static SetupSubject subject(Draft draft) {
        return switch (draft.provider()) {
            case AWS -> new SetupSubject.Aws(draft.id(), NAME, Objects.requireNonNull(draft.externalId()), null);
            case AZURE -> new SetupSubject.Azure(draft.id(), NAME, null, null, null, AzureCloud.PUBLIC);
            case GCP -> new SetupSubject.Gcp(draft.id(), NAME, null, null);
        };
    }
}
