package io.cloudconnectors.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.servers.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The administrator of one application in the simulated Entra ID, doing what a customer does in Azure's portal. */
public final class AzureCustomer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final CloudControl control;
    private final String app;
    private final String application;

    /**
     * @param cloud the control API's address
     * @param directory the tenant's id
     */
    public AzureCustomer(URI cloud, String directory, String application) {
        this.control = new CloudControl(cloud, "azure");
        this.app = "apps/%s/%s".formatted(directory, application);
        this.application = application;
    }

    /** A client secret that works for half a year. */
    public Secret newSecret() throws IOException, InterruptedException {
        return secret(control.send("POST", app + "/secrets", ""));
    }

    /** A client secret that works until then, which may be past. */
    public Secret newSecret(Instant end) throws IOException, InterruptedException {
        return secret(
                control.send("POST", app + "/secrets", JSON.writeValueAsString(Map.of("expiresAt", end.toString()))));
    }

    /**
     * Makes a secret of an earlier process known again.
     *
     * @param end absent: half a year from now
     */
    void restore(Secret secret, @Nullable Instant end) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("secret", secret.value());
        if (end != null) {
            body.put("expiresAt", end.toString());
        }
        var _ = control.send("PUT", app + "/secrets", body.toString());
    }

    /** Lets the application read the subscription. */
    public void makeReader(String subscription) throws IOException, InterruptedException {
        var _ = control.send("POST", "roles/%s/%s".formatted(subscription, application), "");
    }

    private static Secret secret(String answer) throws IOException {
        return new Secret(JSON.readTree(answer).path("secret").asText());
    }
}
