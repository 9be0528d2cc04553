package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.contracts.AzureCloud;

/** The application and its roles by the Azure command line. */
final class AzureCli {
    /** Microsoft Graph itself, in every directory of every cloud. */
    private static final String GRAPH = "00000003-0000-0000-c000-000000000000";

    private AzureCli() {}

    static String of(AzureSetup setup) {
        return Script.head(setup, "the Azure command line, signed in as an owner of the subscription")
                + variables(setup)
                + account(setup)
                + application(setup)
                + roles(setup)
                + graph(setup)
                + secret(setup);
    }

    private static String variables(AzureSetup setup) {
        return Script.variable("DIRECTORY_ID", setup.directoryId(), "the Directory (tenant) ID")
                + Script.variable("SUBSCRIPTION_ID", setup.subscriptionId(), "the ID of the subscription to be read");
    }

    private static String account(AzureSetup setup) {
        return """

                az cloud set --name %s
                if [ "$(az account show --subscription "$SUBSCRIPTION_ID" --query tenantId --output tsv)" != "$DIRECTORY_ID" ]; then
                  echo "Sign in to the directory of the subscription: az login --tenant $DIRECTORY_ID" >&2
                  exit 1
                fi
                az account set --subscription "$SUBSCRIPTION_ID"

                """.formatted(cloud(setup.cloud()));
    }

    private static String application(AzureSetup setup) {
        String id = setup.applicationId() == null
                ? "$(az ad app create --display-name "
                        + Escape.shell("Cloud Connector " + setup.connectorId())
                        + " --sign-in-audience AzureADMyOrg --query appId --output tsv)"
                : Escape.shell(setup.applicationId());
        return """
                # The application, and what stands for it in the directory.
                application=%s
                az ad sp show --id "$application" > /dev/null 2>&1 || az ad sp create --id "$application" > /dev/null
                principal=$(az ad sp show --id "$application" --query id --output tsv)

                """.formatted(id);
    }

    private static String roles(AzureSetup setup) {
        StringBuilder roles =
                new StringBuilder("""
                # A role of its own. A new one can take minutes until it can be assigned: run the script again then.
                role_name=%s
                role=%s
                if [ -z "$(az role definition list --name "$role_name" --custom-role-only true --query '[].name' --output tsv)" ]; then
                  az role definition create --role-definition "$role" > /dev/null
                else
                  az role definition update --role-definition "$role" > /dev/null
                fi
                """.formatted(Escape.shell(setup.customRole().name()), role(setup)));
        for (String role : setup.builtInRoles()) {
            roles.append(assignment(Escape.shell(role)));
        }
        return roles.append(assignment("\"$role_name\"")).append('\n').toString();
    }

    /** The subscription may be known only to whoever runs the script. */
    private static String role(AzureSetup setup) {
        String json = Escape.shell(PrettyJson.of(setup.customRole()));
        return setup.subscriptionId() == null
                ? json.replace("\"/subscriptions/\"", "\"/subscriptions/'\"$SUBSCRIPTION_ID\"'\"")
                : json;
    }

    private static String assignment(String role) {
        return """
                az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \\
                  --role %s --scope "/subscriptions/$SUBSCRIPTION_ID" > /dev/null
                """.formatted(role);
    }

    private static String graph(AzureSetup setup) {
        StringBuilder graph = new StringBuilder();
        for (AzureSetup.GraphPermission permission : setup.graphPermissions()) {
            graph.append("""
                    # %s of Microsoft Graph: for directory users alone. Leave this out, and all else is read.
                    az ad app permission add --id "$application" --api %s --api-permissions %s=Role > /dev/null
                    az ad app permission admin-consent --id "$application" \\
                      || echo "An administrator of the directory has to consent to %s." >&2

                    """.formatted(permission.name(), GRAPH, permission.id(), permission.name()));
        }
        return graph.toString();
    }

    private static String secret(AzureSetup setup) {
        return """
                # A secret with an end. Each run of the script makes another one; those before it stay until they end.
                secret=$(az ad app credential reset --id "$application" --append --display-name cloud-connectors \\
                  --end-date %s --query password --output tsv)
                echo 'What the connector needs as its member azure; the secret is shown this once:'
                printf '{"directoryId": "%%s", "applicationId": "%%s", "subscriptionId": "%%s",\\n "authenticationKey": "%%s", "authenticationKeyExpiresAt": "%%s"}\\n' \\
                  "$DIRECTORY_ID" "$application" "$SUBSCRIPTION_ID" "$secret" %s
                """.formatted(
                        Escape.shell(setup.secretEndsAt().toString()),
                        Escape.shell(setup.secretEndsAt().toString()));
    }

    private static String cloud(AzureCloud cloud) {
        return switch (cloud) {
            case PUBLIC -> "AzureCloud";
            case US_GOVERNMENT -> "AzureUSGovernment";
            case CHINA -> "AzureChinaCloud";
        };
    }
}
