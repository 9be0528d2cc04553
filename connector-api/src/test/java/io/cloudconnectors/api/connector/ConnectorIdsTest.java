package io.cloudconnectors.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConnectorIdsTest {
    private static final Instant TIME = Instant.parse("2026-05-06T07:08:09.123Z");

    @Test
    void anIdCarriesItsTime() {
        UUID id = ConnectorIds.next(TIME);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME.toEpochMilli());
    }

    @Test
    void idsOfOneMomentDiffer() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(ConnectorIds.next(TIME));
        }
        assertThat(ids).hasSize(10_000);
    }

    @Test
    void slotsSpreadOverThePeriod() {
        Integer[] hours = {0, 0, 0, 0};
        for (int i = 0; i < 10_000; i++) {
            int slot = ScheduleRepository.slot(ConnectorIds.next(TIME));
            assertThat(slot).isNotNegative();
            hours[slot % 14_400 / 3_600]++;
        }
        assertThat(hours).allSatisfy(count -> assertThat(count).isBetween(2_200, 2_800));
    }
}
