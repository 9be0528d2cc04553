package io.cloudconnectors.api.setup;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The service account by Google's command line. */
final class Gcloud {
    private static final String DEFAULT_ACCOUNT = "cloud-connector";

    /** A project that belongs to a domain stands the other way round: {@code acme:tools} is {@code tools.acme}. */
    private static final Pattern EMAIL =
            Pattern.compile("([a-z0-9-]+)@([a-z0-9-]+)(?:\\.([a-z0-9.-]+))?\\.iam\\.gserviceaccount\\.com");

    private Gcloud() {}

    static String of(GcpSetup setup) {
        return Script.head(setup, "Google's command line, signed in as an owner of the project")
                + Script.variable("PROJECT_ID", setup.projectId(), "the project to be read")
                + account(setup.serviceAccount())
                + apis(setup)
                + roles(setup)
                + key(setup);
    }

    private static String account(@Nullable String email) {
        if (email == null) {
            return """
                    home=$PROJECT_ID
                    account=%1$s@$home.iam.gserviceaccount.com

                    """.formatted(DEFAULT_ACCOUNT) + creation(DEFAULT_ACCOUNT);
        }
        Matcher parts = EMAIL.matcher(email);
        if (!parts.matches()) {
            // Google made it, and it cannot be made again.
            return "home=$PROJECT_ID\naccount=" + Escape.shell(email) + "\n\n";
        }
        String home = parts.group(3) == null ? parts.group(2) : parts.group(3) + ":" + parts.group(2);
        return "home=" + Escape.shell(home) + "\naccount=" + Escape.shell(email) + "\n\n" + creation(parts.group(1));
    }

    private static String creation(String name) {
        return """
                if ! gcloud iam service-accounts describe "$account" --project="$home" > /dev/null 2>&1; then
                  gcloud iam service-accounts create %s --project="$home" --display-name='Cloud Connectors'
                fi

                """.formatted(Escape.shell(name));
    }

    private static String apis(GcpSetup setup) {
        return """
                gcloud services enable --project="$PROJECT_ID" \\
                  %s
                # What a service account calls is counted in its own project too.
                if [ "$home" != "$PROJECT_ID" ]; then
                  gcloud services enable --project="$home" \\
                    %s
                fi

                """.formatted(
                names(setup.apis()),
                names(setup.apis().stream().filter(GcpSetup.Api::ownProjectToo).toList()));
    }

    private static String roles(GcpSetup setup) {
        return setup.roles().stream()
                .map(role -> """
                # %s
                gcloud projects add-iam-policy-binding "$PROJECT_ID" --member="serviceAccount:$account" \\
                  --role=%s --condition=None --quiet > /dev/null
                """.formatted(role.neededFor(), role.name()))
                .collect(Collectors.joining("", "", "\n"));
    }

    private static String key(GcpSetup setup) {
        return """
                # The key: nobody else on this machine may read it, and it goes when it has been handed over.
                umask 077
                key_file=%s
                gcloud iam service-accounts keys create "$key_file" --iam-account="$account"
                echo "What the connector needs as gcp.serviceAccountKey is in $key_file."
                echo "Once the connector has it, delete the file: shred -u $key_file, or rm -P $key_file on macOS."
                """.formatted(Escape.shell(Escape.slug(setup.name()) + "-key.json"));
    }

    private static String names(List<GcpSetup.Api> apis) {
        return apis.stream().map(GcpSetup.Api::name).collect(Collectors.joining(" "));
    }
}
