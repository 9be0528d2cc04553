package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.contracts.Provider;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The languages that a set-up is written in. */
enum SetupFormat {
    JSON("application/json", ".json", null),
    CLOUDFORMATION("application/yaml", ".yaml", Provider.AWS),
    TERRAFORM("text/plain", ".tf", Provider.AWS),
    AWS_CLI("text/x-shellscript", ".sh", Provider.AWS),
    AZURE_CLI("text/x-shellscript", ".sh", Provider.AZURE),
    GCLOUD("text/x-shellscript", ".sh", Provider.GCP),
    MARKDOWN("text/markdown", ".md", null);

    private final String mediaType;
    private final String extension;
    private final @Nullable Provider only;

    SetupFormat(String mediaType, String extension, @Nullable Provider only) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.only = only;
    }

    String mediaType() {
        return mediaType;
    }

    boolean fits(Provider provider) {
        return only == null || only == provider;
    }

    /** As it stands in a query: {@code aws-cli}. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a browser calls the file. */
    String fileName(SetupSubject subject) {
        return Escape.slug(subject.name()) + "-" + parameter() + extension;
    }

    static Optional<SetupFormat> of(String parameter) {
        return Arrays.stream(values())
                .filter(format -> format.parameter().equals(parameter))
                .findFirst();
    }

    /** Those of a provider, for a sentence. */
    static String namesFor(Provider provider) {
        return Arrays.stream(values())
                .filter(format -> format.fits(provider))
                .map(SetupFormat::parameter)
                .collect(Collectors.joining(", "));
    }
}
