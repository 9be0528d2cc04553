package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.launcher.DemoConnector.Aws;
import io.cloudconnectors.local.launcher.DemoConnector.Azure;
import io.cloudconnectors.local.launcher.DemoConnector.Google;
import io.cloudconnectors.local.launcher.DemoConnector.Typed;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * The connectors of tenant {@code demo}, made through the public API and the simulated clouds as customers do it: of each
 * provider one that works, and those that go wrong most often. Doing it again changes nothing.
 */
public final class Demo {

    public static final String TENANT = "demo";

    /** The one Entra ID tenant of {@code demo.yaml}. */
    public static final String DIRECTORY = "8d3f1c52-6a1e-4b0e-9c57-2f0c7b1e4a10";

    private static final String READER = "3b9e7a44-51cf-4d1d-8a55-6f1b0d7c2e21";
    private static final String RETAIL = "c4d0a8e2-7f36-4b59-9a1c-5e8f2b6d3a07";
    private static final String LOGISTICS = "e19b5f70-3c84-4d2a-b6e8-0a7c9d4f1b52";

    private static final List<DemoConnector> CONNECTORS = List.of(
            new Aws("acme-production", "111122223333", true),
            new Aws("acme-staging", "222233334444", true),
            new Aws("acme-sandbox", "333344445555", false),
            new Aws("acme-partner", "444455556666", false),
            new Azure("acme-azure-production", READER, "5f2c9d18-0b7a-4c36-a1d4-93e8b6f07c32", Typed.RIGHT),
            new Azure("acme-azure-sandbox", READER, "7a41e0c6-2d95-4f8b-b3a7-1c6d5e9f8b43", Typed.RIGHT),
            new Azure("acme-azure-retail", RETAIL, "b86d2f94-1e5c-4a70-8d3b-6f9a0c7e2415", Typed.WRONG),
            new Azure("acme-azure-logistics", LOGISTICS, "0d7e4b3a-9c61-4f28-a5d0-3b8e6c1f9720", Typed.EXPIRED),
            new Google("acme-shop", "acme-shop-prod", "acme-shop-prod", false),
            new Google("acme-shop-staging", "acme-shop-staging", "acme-shop-staging", true),
            new Google("acme-analytics", "acme-analytics", "acme-analytics", false),
            new Google("acme-legacy-crm", "acme-legacy-crm", "acme-shop-prod", false),
            new Google("acme-sandbox-dev", "acme-sandbox-dev", "acme-sandbox-dev", false));

    private final URI api;
    private final URI cloud;
    private final String platformAccountId;
    private final Keepsakes keepsakes;

    Demo(URI api, URI cloud, String platformAccountId, Keepsakes keepsakes) {
        this.api = api;
        this.cloud = cloud;
        this.platformAccountId = platformAccountId;
        this.keepsakes = keepsakes;
    }

    URI cloud() {
        return cloud;
    }

    String platformAccountId() {
        return platformAccountId;
    }

    Keepsakes keepsakes() {
        return keepsakes;
    }

    /** Sets again what the simulated clouds knew in earlier starts; before the pollers call. */
    void restore() {
        each("The demo's clouds could not be set", connector -> connector.restore(this));
    }

    /** @param token an editor's of the tenant */
    void seed(String token) {
        var editor = new DemoApi(api, token);
        each("The demo could not be made", connector -> connector.make(this, editor));
    }

    private interface Step {
        void of(DemoConnector connector) throws IOException, InterruptedException;
    }

    private static void each(String failure, Step step) {
        for (var connector : CONNECTORS) {
            try {
                step.of(connector);
            } catch (IOException e) {
                throw new UsageException("%s: %s: %s".formatted(failure, connector.name(), e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UsageException("Interrupted while the demo was made.");
            }
        }
    }
}
