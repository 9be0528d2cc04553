package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** One connector of the demo, with what its owner did in the cloud: rightly, or not. */
sealed interface DemoConnector {

    String name();

    /** Makes it unless it is there, step by step as its owner does. */
    void make(Demo demo, DemoApi api) throws IOException, InterruptedException;

    /** Sets what the simulated cloud forgot when it stopped. */
    void restore(Demo demo) throws IOException, InterruptedException;

    /**
     * An AWS account: create, put the External ID into the role's trust policy, give the role's ARN.
     *
     * @param trusts whether the owner did the second step; else the trust policy is the one of {@code demo.yaml}
     */
    record Aws(String name, String account, boolean trusts) implements DemoConnector {
        @Override
        public void make(Demo demo, DemoApi api) throws IOException, InterruptedException {
            var found = api.find(name);
            var connector = found.isPresent() ? found.get() : api.create(name, "AWS", Map.of());
            var customer = new AwsCustomer(demo.cloud(), account);
            if (trusts) {
                var externalId = connector.path("aws").path("externalId").asText();
                customer.trust(demo.platformAccountId(), externalId);
                demo.keepsakes().keep(name, new Secret(externalId));
            }
            if (!connector.path("aws").path("roleArn").isTextual()) {
                api.patch(connector, Map.of("aws", Map.of("roleArn", customer.roleArn())));
            }
        }

        @Override
        public void restore(Demo demo) throws IOException, InterruptedException {
            var externalId = demo.keepsakes().of(name);
            if (externalId.isPresent()) {
                new AwsCustomer(demo.cloud(), account)
                        .trust(demo.platformAccountId(), externalId.get().value());
            }
        }
    }

    /** The client secret that its owner types in. */
    enum Typed {
        RIGHT,
        WRONG,
        EXPIRED
    }

    /** An Azure subscription, in the one directory of the demo. */
    record Azure(String name, String application, String subscription, Typed typed) implements DemoConnector {

        private static final Instant PAST = Instant.parse("2026-01-31T00:00:00Z");

        @Override
        public void make(Demo demo, DemoApi api) throws IOException, InterruptedException {
            if (api.find(name).isPresent()) {
                return;
            }
            var secret = secret(customer(demo));
            demo.keepsakes().keep(name, secret);
            var _ = api.create(
                    name,
                    "AZURE",
                    Map.of(
                            "directoryId",
                            Demo.DIRECTORY,
                            "applicationId",
                            application,
                            "subscriptionId",
                            subscription,
                            "authenticationKey",
                            secret.value()));
        }

        private Secret secret(AzureCustomer customer) throws IOException, InterruptedException {
            return switch (typed) {
                case RIGHT -> customer.newSecret();
                case WRONG -> Secret.random();
                case EXPIRED -> customer.newSecret(PAST);
            };
        }

        @Override
        public void restore(Demo demo) throws IOException, InterruptedException {
            var secret = demo.keepsakes().of(name);
            if (secret.isPresent() && typed != Typed.WRONG) {
                customer(demo).restore(secret.get(), typed == Typed.EXPIRED ? PAST : null);
            }
        }

        private AzureCustomer customer(Demo demo) {
            return new AzureCustomer(demo.cloud(), Demo.DIRECTORY, application);
        }
    }

    /**
     * A Google Cloud project.
     *
     * @param home the project of the service account that reads it
     * @param deleted whether the key is deleted once it is typed in
     */
    record Google(String name, String project, String home, boolean deleted) implements DemoConnector {
        @Override
        public void make(Demo demo, DemoApi api) throws IOException, InterruptedException {
            if (api.find(name).isPresent()) {
                return;
            }
            var customer = new GoogleCustomer(demo.cloud(), project, home);
            var key = customer.newKey();
            if (deleted) {
                customer.deleteKey(key);
            } else {
                demo.keepsakes().keep(name, key);
            }
            var _ = api.create(name, "GCP", Map.of("projectId", project, "serviceAccountKey", DemoApi.parse(key)));
        }

        @Override
        public void restore(Demo demo) throws IOException, InterruptedException {
            var key = demo.keepsakes().of(name);
            if (key.isPresent()) {
                new GoogleCustomer(demo.cloud(), project, home).restore(key.get());
            }
        }
    }
}
