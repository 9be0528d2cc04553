package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.launcher.Component.Running;
import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.EmbeddedPostgres;
import io.cloudconnectors.local.servers.ForkedKafka;
import io.cloudconnectors.local.servers.KafkaTopic;
import io.cloudconnectors.local.servers.KeycloakDistribution;
import io.cloudconnectors.local.servers.KeycloakServer;
import io.cloudconnectors.local.servers.Login;
import io.cloudconnectors.local.servers.ServerFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The components of a stack: what each is started with, and what it waits for. */
final class Blueprint {

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String KEYCLOAK = "keycloak";
    static final String CLOUD = "cloud";
    /** Of the cloud's process, too. */
    static final String AZURE = "azure";
    /** Of the cloud's process, too. */
    static final String GOOGLE = "google";

    static final String VAULT = "vault";
    static final String CONNECTOR_API = "connector-api";
    static final String REALM = "cloud-connectors";

    private final StackOptions options;
    private final StackSecrets secrets;
    private final Ports ports;
    private final ServiceProcesses services;

    Blueprint(StackOptions options, StackSecrets secrets) {
        this.options = options;
        this.secrets = secrets;
        this.ports = options.ports();
        this.services = new ServiceProcesses(options);
    }

    /** In the order in which a person would list them; they start as soon as what they need is ready. */
    List<Component> components() {
        var components = new ArrayList<Component>();
        components.add(new Component(POSTGRES, Set.of(), this::postgres));
        components.add(new Component(KAFKA, Set.of(), this::kafka));
        components.add(new Component(KEYCLOAK, Set.of(), this::keycloak));
        if (options.cloud() instanceof CloudTarget.Simulated simulated) {
            components.add(new Component(CLOUD, Set.of(), () -> services.simulatedCloud(cloud(simulated))));
        }
        // The services start while Keycloak does: they fetch its keys with the first token. One after the other, so
        // that they leave a core to Keycloak, whose start takes longest and is hardly parallel.
        components.add(new Component(
                CONNECTOR_API,
                Set.of(POSTGRES, KAFKA),
                () -> services.service(CONNECTOR_API, "connector-api", 192, connectorApi())));
        for (var instance : ports.instances()) {
            components.add(new Component(
                    instance,
                    Set.of(CONNECTOR_API),
                    () -> services.service(instance, "connector-api", 192, connectorApi())));
        }
        components.add(new Component(
                VAULT,
                Set.of(POSTGRES, KAFKA, CONNECTOR_API),
                () -> services.service(VAULT, "credential-vault-service", 128, vault())));
        // The pollers read the certificate that the simulated Azure writes.
        var pollersNeed = options.cloud() instanceof CloudTarget.Simulated ? Set.of(VAULT, CLOUD) : Set.of(VAULT);
        for (var poller : ports.pollers()) {
            components.add(new Component(
                    poller,
                    pollersNeed,
                    () -> services.service(poller, "poller-service", ServiceJvm.POLLER_HEAP_MEBIBYTES, poller())));
        }
        components.removeIf(component -> options.leftOut().contains(component.name()));
        return components;
    }

    private Running postgres() {
        var server = EmbeddedPostgres.durable(
                new EmbeddedPostgres.Settings(
                        made(options.postgresDirectory()), log(POSTGRES), ports.of(POSTGRES), secrets.postgres()),
                options.lifetime());
        return new Running(server.process(), server::awaitReady, server::close);
    }

    private Running kafka() {
        var server = ForkedKafka.durable(
                new ForkedKafka.Settings(
                        made(options.state().resolve("data/kafka")),
                        log(KAFKA),
                        ports.of(KAFKA),
                        ports.of("kafka-controller"),
                        KafkaTopic.ofDeployment(),
                        options.startCache()),
                options.lifetime());
        return new Running(server.process(), server::awaitReady, server::close);
    }

    private Running keycloak() {
        var server = KeycloakServer.start(
                new KeycloakServer.Settings(
                        KeycloakDistribution.prepared(CacheDirectory.ofUser(), keycloakArchive(options.home())),
                        options.state().resolve("keycloak"),
                        log(KEYCLOAK),
                        ports.of(KEYCLOAK),
                        options.home().resolve("deploy/local/keycloak/cloud-connectors-realm.json"),
                        REALM,
                        Map.of(
                                "OIDC_SECRET_PEOPLE", oidcSecret(Tokens.CLIENT),
                                "OIDC_SECRET_VAULT_OPERATOR", oidcSecret(VaultCommand.CLIENT),
                                "OIDC_SECRET_ONBOARDING", oidcSecret(CiClients.CLIENT),
                                "OIDC_SECRET_CONNECTOR_API", oidcSecret("connector-api"),
                                "OIDC_SECRET_POLLER_SERVICE", oidcSecret("poller-service"),
                                "OIDC_SECRET_CREDENTIAL_VAULT_SERVICE", oidcSecret("credential-vault-service")),
                        options.startCache()),
                options.lifetime());
        return new Running(server.process(), server::awaitReady, server::close);
    }

    private Map<String, String> cloud(CloudTarget.Simulated simulated) {
        var environment = new TreeMap<String, String>();
        environment.put("CLOUD_PORT", Integer.toString(ports.of(CLOUD)));
        environment.put("AZURE_PORT", Integer.toString(ports.of(AZURE)));
        environment.put("AZURE_CA_FILE", azureAuthority().toString());
        environment.put("GOOGLE_PORT", Integer.toString(ports.of(GOOGLE)));
        environment.put("PLATFORM_AWS_ACCOUNT_ID", simulated.platformAccountId());
        environment.put("AWS_ACCESS_KEY_ID", secrets.platformAccessKeyId().value());
        environment.put(
                "AWS_SECRET_ACCESS_KEY", secrets.platformSecretAccessKey().value());
        return environment;
    }

    /** The certificate of the authority that the simulated Azure makes at its start; nothing secret. */
    private Path azureAuthority() {
        return options.state().resolve("azure-authority.pem");
    }

    private Map<String, String> vault() {
        var environment = postgresEnvironment(Database.VAULT, Database.VAULT_KEYSTORE);
        environment.put("KEK_FILE", secrets.kekFile().toString());
        environment.put("CONNECTOR_API_URL", ports.url(CONNECTOR_API));
        addCommon(environment, "credential-vault-service");
        return environment;
    }

    private Map<String, String> connectorApi() {
        var environment = postgresEnvironment(Database.CONNECTORS, Database.INVENTORY);
        environment.put("VAULT_URL", ports.url(VAULT));
        environment.put("RUN_TOKEN_KEY_FILE", secrets.runTokenKeyFile().toString());
        environment.put("PLATFORM_AWS_ACCOUNT_ID", options.cloud().platformAccountId());
        addCommon(environment, "connector-api");
        return environment;
    }

    private Map<String, String> poller() {
        var environment = new TreeMap<String, String>();
        environment.put("VAULT_URL", ports.url(VAULT));
        environment.put("CONNECTOR_API_URL", ports.url(CONNECTOR_API));
        switch (options.cloud()) {
            case CloudTarget.Simulated _ -> {
                environment.put("AWS_ENDPOINT_URL", ports.url(CLOUD));
                environment.put(
                        "AWS_ACCESS_KEY_ID", secrets.platformAccessKeyId().value());
                environment.put(
                        "AWS_SECRET_ACCESS_KEY",
                        secrets.platformSecretAccessKey().value());
                environment.put("AWS_EC2_METADATA_DISABLED", "true");
                var azure = "https://127.0.0.1:" + ports.of(AZURE);
                environment.put("AZURE_AUTHORITY_HOST", azure);
                environment.put("AZURE_RESOURCE_MANAGER_ENDPOINT", azure);
                environment.put("AZURE_CA_FILE", azureAuthority().toString());
                environment.put("GOOGLE_CLOUD_ENDPOINT", ports.url(GOOGLE));
                // Nobody shares the quotas of simulated accounts.
                environment.put("POLLER_RUN_PACE", "20");
            }
            case CloudTarget.FromEnvironment(var _, var variables) -> environment.putAll(variables);
        }
        addCommon(environment, "poller-service");
        return environment;
    }

    private void addCommon(Map<String, String> environment, String oidcClient) {
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.of(KAFKA));
        environment.put("OIDC_ISSUER", ports.url(KEYCLOAK) + "/realms/" + REALM);
        environment.put("OIDC_CLIENT_SECRET", oidcSecret(oidcClient));
    }

    private Map<String, String> postgresEnvironment(Database... databases) {
        var passwords = secrets.postgres();
        var environment = new TreeMap<String, String>();
        for (var database : databases) {
            environment.put(database.urlVariable(), Login.url(ports.of(POSTGRES), database.sqlName()));
            for (var role : database.roles()) {
                environment.put(role.passwordVariable(), passwords.of(role).value());
            }
        }
        return environment;
    }

    private String oidcSecret(String client) {
        return secrets.oidcClient(client).value();
    }

    private Path log(String process) {
        return ServiceProcesses.log(options, process);
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path keycloakArchive(Path home) {
        var directory = home.resolve("deploy/local/launcher/target/keycloak");
        if (!Files.isDirectory(directory)) {
            throw new ServerFailedException("The launcher is not built: run ./dev up.");
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .findFirst()
                    .orElseThrow(() -> new ServerFailedException("Keycloak's archive is not in " + directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
