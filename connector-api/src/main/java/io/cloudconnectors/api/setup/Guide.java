package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.provider.PrettyJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The set-up for people, to hand to whoever owns the account. */
final class Guide {
    private Guide() {}

    static String of(AwsSetup setup) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("Account to be read", setup.accountId());
        values.put("Platform's account", setup.platformAccountId());
        values.put("External ID", setup.externalId());
        values.put("Role", setup.roleName());
        values.put("Managed policies", String.join(" ", setup.managedPolicyArns()));
        return page(setup, values)
                + code("Trust policy", "json", PrettyJson.of(setup.trustPolicy()))
                + setup.policies().stream()
                        .map(policy -> code("Policy " + policy.name(), "json", PrettyJson.of(policy.document())))
                        .collect(Collectors.joining())
                + code("All of it by the AWS command line", "bash", AwsCli.of(setup));
    }

    static String of(AzureSetup setup) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("Directory (tenant) ID", setup.directoryId());
        values.put("Application (client) ID", setup.applicationId());
        values.put("Subscription", setup.subscriptionId());
        values.put(
                "Roles",
                String.join(", ", setup.builtInRoles()) + ", "
                        + setup.customRole().name());
        return page(setup, values)
                + section("Not needed")
                + setup.notNeeded().stream()
                        .map(each -> "- `" + each.name() + "`: " + each.why() + "\n")
                        .collect(Collectors.joining("", "", "\n"))
                + code("Custom role", "json", PrettyJson.of(setup.customRole()))
                + code("All of it by the Azure command line", "bash", AzureCli.of(setup));
    }

    static String of(GcpSetup setup) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("Project to be read", setup.projectId());
        values.put("Service account", setup.serviceAccount());
        values.put("APIs", setup.apis().stream().map(GcpSetup.Api::name).collect(Collectors.joining(" ")));
        return page(setup, values)
                + section("Roles")
                + setup.roles().stream()
                        .map(role -> "- `" + role.name() + "`: " + role.neededFor() + "\n")
                        .collect(Collectors.joining("", "", "\n"))
                + code("All of it by Google's command line", "bash", Gcloud.of(setup));
    }

    private static String page(Setup setup, Map<String, @Nullable String> values) {
        StringBuilder page = new StringBuilder("# Set-up of the connector ")
                .append(Escape.markdown(setup.name()))
                .append("\n\n| what | value |\n|---|---|\n");
        page.append("| Connector | ").append(setup.connectorId()).append(" |\n");
        values.forEach((what, value) -> page.append("| ")
                .append(what)
                .append(" | ")
                .append(value == null || value.isEmpty() ? "not known yet" : Escape.markdown(value))
                .append(" |\n"));
        return page.append("\n")
                .append(section("Steps"))
                .append(steps(setup.steps()))
                .toString();
    }

    private static String steps(List<SetupStep> steps) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            list.append(i + 1)
                    .append(". **")
                    .append(steps.get(i).title())
                    .append(".** ")
                    .append(steps.get(i).detail())
                    .append('\n');
        }
        return list.append('\n').toString();
    }

    private static String section(String title) {
        return "## " + title + "\n\n";
    }

    private static String code(String title, String language, String code) {
        return section(title) + Escape.fenced(language, code) + "\n\n";
    }
}
