package io.cloudconnectors.api.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Plans;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SliceMergePlanIT {
    @Test
    void aMergeReadsOneSliceByItsIndexAndNoOtherPartition() {
        EngineDatabases databases = EngineDatabases.fresh();
        databases.runOnInventory("""
                INSERT INTO asset (connector_id, type, region, native_id, id, tenant, provider, slice_region, slice_service,
                                   tags, detail, content_hash, first_seen_at, changed_at)
                SELECT md5((n / 100)::text)::uuid, 'AWS::EC2::VPC', 'eu-central-1', n::text, gen_random_uuid(), 'acme', 'AWS',
                       'eu-central-1', 'ec2', '{}', '{}', 'hash', now(), now()
                  FROM generate_series(1, 40000) AS n
                """);
        databases.runOnInventory("ANALYZE asset");
        UUID connector = databases.oneOfInventory(UUID.class, "SELECT md5('7')::uuid");
        var origin = new Origin(UUID.randomUUID(), 1, 1, connector, "acme");
        var seen = new SliceSeen(
                origin, new SliceKey("eu-central-1", "ec2"), 1, 100, List.of(), Instant.parse("2026-11-24T12:00:00Z"));

        String plan = new Plans(databases.inventory())
                .of(
                        MergeSql.MERGE,
                        new SliceMergeRepository(databases.inventory(), EngineDatabases.JSON)
                                .values(List.of(FoundSlice.unknown(SliceLook.staged(seen)))));

        assertThat(plan).doesNotContain("Seq Scan on asset").contains("slice_region_slice_service_idx");
        assertThat(plan.lines()
                        .filter(line -> line.contains("Scan"))
                        .flatMap(line -> java.util.regex.Pattern.compile("\\bon (asset_\\d+)\\b")
                                .matcher(line)
                                .results()
                                .map(match -> match.group(1)))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void whatIsUnchangedIsFoundByItsKey() {
        EngineDatabases databases = EngineDatabases.fresh();
        databases.runOnInventory("""
                INSERT INTO slice (connector_id, region, service, tenant, seen_at, run_id, attempt, assets, created, changed, gone)
                SELECT md5((n / 10)::text)::uuid, 'eu-central-1', n::text, 'acme', now(), gen_random_uuid(), 1, 1, 0, 0, 0
                  FROM generate_series(1, 40000) AS n
                """);
        databases.runOnInventory("ANALYZE slice");
        var origin = new Origin(UUID.randomUUID(), 1, 1, UUID.randomUUID(), "acme");
        var seen = new SliceSeen(
                origin, new SliceKey("eu-central-1", "7"), 0, 0, List.of(), Instant.parse("2026-11-24T12:00:00Z"));

        String plan = new Plans(databases.inventory())
                .of(
                        MergeSql.UNCHANGED,
                        new SliceMergeRepository(databases.inventory(), EngineDatabases.JSON)
                                .unchangedValues(List.of(SliceLook.staged(seen))));

        assertThat(plan).contains("slice_pkey").doesNotContain("Seq Scan on slice");
    }
}
