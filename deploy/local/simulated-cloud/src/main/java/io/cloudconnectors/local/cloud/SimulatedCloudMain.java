package io.cloudconnectors.local.cloud;

import io.cloudconnectors.local.cloud.aws.auth.AccessKey;
import io.cloudconnectors.local.cloud.azure.AzureControl;
import io.cloudconnectors.local.cloud.azure.SimulatedAzure;
import io.cloudconnectors.local.cloud.google.GoogleControl;
import io.cloudconnectors.local.cloud.google.SimulatedGoogle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The process of the local stack. Reads {@code CLOUD_PORT} (4510), {@code AZURE_PORT} (4520), {@code GOOGLE_PORT} (4530),
 * {@code AZURE_CA_FILE} (where the certificate of Azure's authority goes, as PEM; a temporary file when absent),
 * {@code CLOUD_ACCOUNTS} (a YAML file; the demo accounts when absent), {@code PLATFORM_AWS_ACCOUNT_ID},
 * {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}. Says one line
 * when it is ready, and ends with SIGTERM; exit code 2 says that the environment is wrong.
 */
public final class SimulatedCloudMain {
    private static final int WRONG_ENVIRONMENT = 2;

    private SimulatedCloudMain() {}

    @SuppressWarnings("SystemOut") // its only output: the line that the launcher waits for
    public static void main(String[] args) throws InterruptedException {
        try {
            SimulatedCloud cloud = start(System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "close"));
            System.out.println("Simulated cloud ready at " + cloud.endpoint() + " with "
                    + cloud.accounts().all().size() + " accounts");
        } catch (IllegalArgumentException | IOException wrong) {
            System.err.println("Simulated cloud: " + wrong.getMessage());
            System.exit(WRONG_ENVIRONMENT);
        }
        new CountDownLatch(1).await();
    }

    static SimulatedCloud start(Map<String, String> environment) throws IOException {
        PlatformIdentity platform = PlatformIdentity.of(
                required(environment, "PLATFORM_AWS_ACCOUNT_ID"),
                new AccessKey(
                        required(environment, "AWS_ACCESS_KEY_ID"), required(environment, "AWS_SECRET_ACCESS_KEY")));
        String accounts = accounts(environment.get("CLOUD_ACCOUNTS"));
        SimulatedCloud cloud = SimulatedCloud.start(port(environment, "CLOUD_PORT", "4510"), accounts, platform);
        try {
            SimulatedAzure azure = azure(environment, accounts);
            cloud.beside("azure", new AzureControl(azure), azure::close);
            SimulatedGoogle google = SimulatedGoogle.start(port(environment, "GOOGLE_PORT", "4530"), accounts);
            cloud.beside("google", new GoogleControl(google), google::close);
            return cloud;
        } catch (IllegalArgumentException | IOException wrong) {
            cloud.close();
            throw wrong;
        }
    }

    private static SimulatedAzure azure(Map<String, String> environment, String accounts) throws IOException {
        int port = port(environment, "AZURE_PORT", "4520");
        String caFile = environment.get("AZURE_CA_FILE");
        return caFile == null
                ? SimulatedAzure.start(port, accounts)
                : SimulatedAzure.start(port, accounts, Path.of(caFile), InstantSource.system());
    }

    /** The text of the demo's accounts. */
    public static String demoAccounts() {
        try (InputStream demo = SimulatedCloudMain.class.getResourceAsStream("/demo.yaml")) {
            if (demo == null) {
                throw new IllegalStateException("demo.yaml is not on the class path");
            }
            return new String(demo.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String accounts(@Nullable String file) throws IOException {
        return file == null ? demoAccounts() : Files.readString(Path.of(file));
    }

    private static int port(Map<String, String> environment, String name, String standard) {
        String text = environment.getOrDefault(name, standard);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + " is not a number: " + text, notANumber);
        }
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("Set " + name);
        }
        return value;
    }
}
