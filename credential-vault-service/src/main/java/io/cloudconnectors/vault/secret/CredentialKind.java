package io.cloudconnectors.vault.secret;

import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import java.util.Objects;
import java.util.stream.Stream;

/** The kinds of credential, each named on the wire by the member of its provider. */
public enum CredentialKind {
    AWS_ROLE("aws"),
    AZURE_CLIENT_SECRET("azure"),
    GCP_SERVICE_ACCOUNT_KEY("gcp");

    private final String member;

    CredentialKind(String member) {
        this.member = member;
    }

    /** The member of {@link io.cloudconnectors.contracts.RevealedCredential} that carries it. */
    String member() {
        return member;
    }

    /**
     * The kind of a body.
     *
     * @throws ProblemException unless it has exactly one provider member
     */
    static CredentialKind of(CredentialWrite write) {
        long members = Stream.of(write.aws(), write.azure(), write.gcp())
                .filter(Objects::nonNull)
                .count();
        if (members != 1) {
            throw new ProblemException(
                    ProblemCode.INVALID_CREDENTIAL, "Send exactly one of the members aws, azure and gcp.");
        }
        if (write.aws() != null) {
            return AWS_ROLE;
        }
        return write.azure() != null ? AZURE_CLIENT_SECRET : GCP_SERVICE_ACCOUNT_KEY;
    }
}
