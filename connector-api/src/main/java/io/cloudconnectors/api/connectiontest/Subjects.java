package io.cloudconnectors.api.connectiontest;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.Values;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.connector.Connectors;
import io.cloudconnectors.api.connector.CredentialTarget;
import io.cloudconnectors.api.connector.TestSubjects;
import io.cloudconnectors.api.draft.Draft;
import io.cloudconnectors.api.draft.Drafts;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.ProviderForm;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.Provider;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds out what a request wants to have tested: a live connector, or a draft. */
@ApplicationScoped
class Subjects {
    private final TenantTransactions transactions;
    private final TestSubjects connectors;
    private final Connectors versions;
    private final Drafts drafts;

    Subjects(
            @DataSource("api") TenantTransactions transactions,
            TestSubjects connectors,
            Connectors versions,
            Drafts drafts) {
        this.transactions = transactions;
        this.connectors = connectors;
        this.versions = versions;
        this.drafts = drafts;
    }

    /**
     * What is to be tested, complete.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND, SETUP_INCOMPLETE, VALIDATION_FAILED, ACCOUNT_CHANGE,
     *     CREDENTIAL_VERSION_NOT_FOUND, CREDENTIAL_VERSION_UNUSABLE
     */
    Subject of(Tenant tenant, UUID id, TestBody body) {
        Optional<Draft> draft = drafts.in(tenant).find(id);
        return draft.isPresent() ? ofDraft(draft.get(), body) : ofConnector(tenant, id, body);
    }

    /** Each look is a transaction of its own, one after the other: a request has one connection at a time. */
    private Subject ofConnector(Tenant tenant, UUID id, TestBody body) {
        return switch (body) {
            case TestBody.Current() -> known(current(tenant, id));
            case TestBody.Stored(int version) -> {
                TestSubjects.Current current = current(tenant, id);
                yield version == current.credential().version() ? known(current) : stored(tenant, id, version);
            }
            case TestBody.Trial(var members) -> {
                TestSubjects.Trial trial = transactions
                        .call(tenant, () -> connectors.trial(tenant, id, members))
                        .orElseThrow(Ids::connectorNotFound);
                yield trial(trial.account(), trial.secret(), trial.credentialId());
            }
        };
    }

    private TestSubjects.Current current(Tenant tenant, UUID id) {
        TestSubjects.Current current =
                transactions.call(tenant, () -> connectors.current(tenant, id)).orElseThrow(Ids::connectorNotFound);
        if (!current.account().complete()) {
            throw new ProblemException(
                    ProblemCode.SETUP_INCOMPLETE,
                    "There is no role to test yet: send {\"aws\": {\"roleArn\": ...}} to try one before it is stored.");
        }
        return current;
    }

    private static Subject known(TestSubjects.Current current) {
        return new Subject.Known(current.account(), TestedCredential.CURRENT, current.credential());
    }

    private Subject stored(Tenant tenant, UUID id, int version) {
        CredentialTarget target = versions.in(tenant).credential(id, version);
        return new Subject.Known(target.account(), TestedCredential.STORED, target.reference());
    }

    private static Subject ofDraft(Draft draft, TestBody body) {
        String member = ProviderForm.member(draft.provider());
        return switch (body) {
            case TestBody.Current() ->
                throw ProblemException.field(
                        "#/" + member,
                        FieldErrorCode.REQUIRED,
                        "A draft has no credential: write the member " + member + " as in POST /api/v1/connectors.");
            case TestBody.Stored _ ->
                throw ProblemException.field(
                        "#/credentialVersion",
                        FieldErrorCode.NO_SUCH_VERSION,
                        "A draft has no credential: write the member " + member + " instead.");
            case TestBody.Trial(var members) -> {
                ProviderSpec.Read read = read(draft.provider(), member, members);
                yield trial(read.spec(), read.secret(), draft.credentialId());
            }
        };
    }

    private static ProviderSpec.Read read(Provider provider, String member, JsonNode members) {
        Violations violations = new Violations();
        Form form = Form.of(members, violations);
        Values fields = ProviderForm.shape(provider, ProviderSpec.SecretRule.REQUIRED)
                .read(form.field(member).required("Write the member " + member + " as in POST /api/v1/connectors."));
        form.refuseOthers(Map.of());
        if (fields == null) {
            violations.refuseIfAny();
            throw new IllegalStateException("A violation was noted");
        }
        ProviderSpec.Read read = ProviderForm.read(provider, fields, ProviderSpec.SecretRule.REQUIRED, "", violations);
        if (violations.errors().isEmpty() && !read.spec().complete()) {
            violations.add("#/aws/roleArn", FieldErrorCode.REQUIRED, "Write the ARN of the role to assume.");
        }
        violations.refuseIfAny();
        return read;
    }

    private static Subject.Trial trial(ProviderSpec account, ProviderSecret secret, @Nullable UUID credential) {
        return new Subject.Trial(
                account,
                secret,
                switch (account.provider()) {
                    case AWS -> credential;
                    case AZURE, GCP -> null;
                });
    }
}
