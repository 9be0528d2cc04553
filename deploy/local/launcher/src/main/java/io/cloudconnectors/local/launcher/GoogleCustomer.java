package io.cloudconnectors.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.servers.Secret;
import java.io.IOException;
import java.net.URI;

/** The owner of a simulated Google Cloud project with its service account, doing what a customer does in the console. */
public final class GoogleCustomer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final CloudControl control;
    private final String project;
    private final String account;

    /**
     * @param cloud the control API's address
     * @param home the project that the service account belongs to
     */
    public GoogleCustomer(URI cloud, String project, String home) {
        this.control = new CloudControl(cloud, "google");
        this.project = "projects/" + project;
        this.account = "projects/%s/accounts/%s".formatted(home, email(home));
    }

    private static String email(String home) {
        return "cloud-connectors@%s.iam.gserviceaccount.com".formatted(home);
    }

    /** A new key: the text of its file. */
    public Secret newKey() throws IOException, InterruptedException {
        return new Secret(control.send("POST", account + "/keys", ""));
    }

    public void deleteKey(Secret file) throws IOException, InterruptedException {
        var id = JSON.readTree(file.value()).path("private_key_id").asText();
        var _ = control.send("DELETE", account + "/keys/" + id, "");
    }

    /** Makes a key of an earlier process known again. */
    void restore(Secret file) throws IOException, InterruptedException {
        var _ = control.send("PUT", account + "/keys", file.value());
    }

    /** Takes the request to delete the project back. */
    public void undelete() throws IOException, InterruptedException {
        var _ = control.send("POST", project + "/undelete", "");
    }

    /** @param api such as {@code cloudasset.googleapis.com} */
    public void enable(String api) throws IOException, InterruptedException {
        var _ = control.send("PUT", project + "/apis/" + api, "");
    }

    /** Lets the project's own service account read it. */
    public void grantReadRoles() throws IOException, InterruptedException {
        var email = account.substring(account.lastIndexOf('/') + 1);
        for (var role : new String[] {"roles/viewer", "roles/cloudasset.viewer"}) {
            var _ = control.send("PUT", "%s/bindings/%s/%s".formatted(project, email, role), "");
        }
    }
}
