package io.cloudconnectors.vault.secret;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds that there are: one for each record of {@link Credential}. */
final class CredentialKinds {
    static final List<CredentialKind> ALL = List.of(AwsRole.KIND, AzureClientSecret.KIND, GoogleServiceAccountKey.KIND);

    private CredentialKinds() {}

    /** The kind that a row names. */
    static CredentialKind named(String name) {
        return ALL.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A row of a kind that this version does not know"));
    }

    static Optional<CredentialKind> ofMember(String member) {
        return ALL.stream().filter(kind -> kind.member().equals(member)).findFirst();
    }

    /** For people: {@code aws, azure, gcp}. */
    static String members() {
        return ALL.stream().map(CredentialKind::member).collect(Collectors.joining(", "));
    }
}
