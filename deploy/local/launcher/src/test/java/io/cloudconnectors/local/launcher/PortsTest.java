package io.cloudconnectors.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void theDocumentedPortsAreTheDefault() {
        var ports = Ports.documented(Map.of(), 2);

        assertThat(ports.http())
                .containsEntry("connector-api", 8080)
                .containsEntry("vault", 8081)
                .containsEntry("poller-1", 8082)
                .containsEntry("poller-2", 8083)
                .containsEntry("keycloak", 8180)
                .containsEntry("postgres", 15432)
                .containsEntry("kafka", 19092)
                .containsEntry("cloud", 4510);
        assertThat(ports.management())
                .isEqualTo(Map.of("connector-api", 9080, "vault", 9081, "poller-1", 9082, "poller-2", 9083));
    }

    @Test
    void theEnvironmentMovesAPort() {
        var ports = Ports.documented(Map.of("CONNECTOR_API_PORT", "18080", "VAULT_MANAGEMENT_PORT", "19081"), 1);

        assertThat(ports.of("connector-api")).isEqualTo(18080);
        assertThat(ports.managementOf("vault")).isEqualTo(19081);
    }

    @Test
    void whatIsNoPortIsRefused() {
        assertThatThrownBy(() -> Ports.documented(Map.of("KAFKA_PORT", "70000"), 1))
                .hasMessage("KAFKA_PORT is not a port number: '70000'.");
    }

    @Test
    void freePortsAreDifferent() {
        var ports = Ports.free(3);

        var all = new HashSet<>(ports.http().values());
        all.addAll(ports.management().values());
        assertThat(all).hasSize(ports.http().size() + ports.management().size());
    }
}
