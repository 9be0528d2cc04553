package io.cloudconnectors.poller.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.poller.provider.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AzureRowsTest {
    private static final String ID = "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/disks/D1";

    @Test
    void whatOneServiceWritesLikeThisAndAnotherLikeThatIsOne() {
        Resource one = AzureRows.row(row(Map.of(
                "location",
                "westeurope",
                "managedBy",
                "/subscriptions/S/vm",
                "identity",
                Map.of("type", "SystemAssigned, UserAssigned"))));
        Resource other = AzureRows.row(row(Map.of(
                "id",
                ID.toUpperCase(java.util.Locale.ROOT),
                "name",
                "parent/D1",
                "type",
                "microsoft.compute/DISKS",
                "location",
                "West Europe",
                "kind",
                "",
                "managedBy",
                "/SUBSCRIPTIONS/s/VM",
                "identity",
                Map.of("type", "SystemAssigned,UserAssigned"))));

        assertThat(other).isEqualTo(one);
    }

    @Test
    void onlyMembersThatAreNamedAndPlainAreTaken() {
        Resource resource = AzureRows.row(row(Map.of(
                "sku", Map.of("name", "S1", "note", "more", "tier", Map.of("deep", "down"), "capacity", 2),
                "identity", Map.of("userAssignedIdentities", Map.of("/some/id", Map.of())),
                "plan", List.of("not", "a", "plan"),
                "properties", Map.of("adminPassword", "secret"),
                "zones", List.of("1"))));

        assertThat(resource.detail()).isEqualTo(Map.of("sku", Map.of("name", "S1", "capacity", 2)));
    }

    @Test
    void aRowWithoutIdOrTypeIsNone() {
        assertThatThrownBy(() -> AzureRows.row(Map.of("id", ID))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AzureRows.row(Map.of("type", "microsoft.compute/disks")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> row(Map<String, Object> more) {
        Map<String, Object> row = new HashMap<>(
                Map.of("id", ID, "name", "D1", "type", "microsoft.compute/disks", "location", "westeurope"));
        row.putAll(more);
        return row;
    }
}
