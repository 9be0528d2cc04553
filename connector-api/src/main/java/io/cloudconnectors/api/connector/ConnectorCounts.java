package io.cloudconnectors.api.connector;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many connectors there are, by what the list shows of each. */
@Schema(name = "ConnectorCounts", description = "How many connectors there are, by what the list shows of each.")
public record ConnectorCounts(
        @Schema(required = true, examples = "13") long total,

        @Schema(required = true, description = "Every state; their sum is the total.")
        Map<ConnectorState, Long> byState,

        @Schema(required = true, description = "Every health; their sum is the total.")
        Map<ConnectorHealth, Long> byHealth,

        @Schema(required = true, description = "Every provider; their sum is the total.")
        Map<Provider, Long> byProvider,

        @Schema(required = true, description = "The reasons that occur; a green connector has none.")
        Map<ReasonCode, Long> byReason) {

    /** Connectors that are alike in all that is counted by. */
    record Group(
            ConnectorState state,
            ConnectorHealth health,
            Provider provider,
            @Nullable ReasonCode reason,
            long connectors) {}

    static ConnectorCounts of(List<Group> groups) {
        Map<ConnectorState, Long> byState = zeros(ConnectorState.class);
        Map<ConnectorHealth, Long> byHealth = zeros(ConnectorHealth.class);
        Map<Provider, Long> byProvider = zeros(Provider.class);
        Map<ReasonCode, Long> byReason = new EnumMap<>(ReasonCode.class);
        long total = 0;
        for (Group group : groups) {
            total += group.connectors();
            byState.merge(group.state(), group.connectors(), Long::sum);
            byHealth.merge(group.health(), group.connectors(), Long::sum);
            byProvider.merge(group.provider(), group.connectors(), Long::sum);
            if (group.reason() != null) {
                byReason.merge(group.reason(), group.connectors(), Long::sum);
            }
        }
        return new ConnectorCounts(total, byState, byHealth, byProvider, byReason);
    }

    private static <E extends Enum<E>> Map<E, Long> zeros(Class<E> type) {
        Map<E, Long> zeros = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            zeros.put(constant, 0L);
        }
        return zeros;
    }
}
