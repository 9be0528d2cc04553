package io.cloudconnectors.api.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.contracts.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export reads and when, and what its lines look like. */
class AssetExportTest {
    private static final AssetFormat CSV = new CsvFormat(EngineDatabases.JSON);
    private static final AssetFormat NDJSON = new NdjsonFormat(EngineDatabases.JSON);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, AssetExport.BATCH - 1, AssetExport.BATCH, AssetExport.BATCH + 1, 3 * AssetExport.BATCH})
    void everyAssetIsWrittenOnce(int assets) throws IOException {
        var out = new ByteArrayOutputStream();

        AssetExport.open(new Assets(assets)).write(NDJSON, out);

        List<String> ids = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            ids.add(EngineDatabases.JSON.readTree(line).path("id").asText());
        }
        assertThat(ids).hasSize(assets).doesNotHaveDuplicates();
    }

    @Test
    void noMoreThanABatchIsInMemoryHoweverLargeTheInventoryIs() throws IOException {
        Assets assets = new Assets(200_000);
        var sent = new Lines();

        AssetExport.open((last, most) -> {
                    List<AssetView> batch = assets.after(last, most);
                    assertThat(assets.read - sent.lines).isLessThanOrEqualTo(AssetExport.BATCH);
                    return batch;
                })
                .write(NDJSON, sent);

        assertThat(sent.lines).isEqualTo(200_000);
    }

    @Test
    void whenItsClientIsGoneNothingMoreIsRead() {
        Assets assets = new Assets(200_000);
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> AssetExport.open(assets).write(NDJSON, gone)).isInstanceOf(IOException.class);

        assertThat(assets.read).isEqualTo(AssetExport.BATCH);
    }

    @Test
    void anInventoryWithoutAssetsIsAHeaderInCsvAndNothingInNdjson() throws IOException {
        var csv = new ByteArrayOutputStream();
        var ndjson = new ByteArrayOutputStream();

        AssetExport.open(new Assets(0)).write(CSV, csv);
        AssetExport.open(new Assets(0)).write(NDJSON, ndjson);

        assertThat(csv.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "id,connectorId,provider,type,nativeId,name,region,firstSeenAt,lastSeenAt,goneAt,tags,detail\r\n");
        assertThat(ndjson.size()).isZero();
    }

    @Test
    void aLineOfCsvHasTagsAndDetailAsJsonInQuotes() {
        AssetView asset = asset(1, "a, \"b\"\r\nc");

        assertThat(line(CSV, asset))
                .isEqualTo(asset.id() + "," + asset.connectorId() + ",AWS,AWS::EC2::Instance,i-1,\"a, \"\"b\"\"\r\nc\","
                        + "eu-central-1,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,,"
                        + "\"{\"\"team\"\":\"\"x, y\"\"}\",\"{\"\"cores\"\": 2}\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "+1", "-1", "@SUM(A1)", "\uFF1D1"})
    void aCellThatASpreadsheetWouldTakeForAFormulaIsMadeInert(String name) {
        assertThat(line(CSV, asset(1, name))).contains(",i-1,'" + name + ",eu-central-1");
        assertThat(line(CSV, asset(1, "a" + name))).contains(",i-1,a" + name + ",eu-central-1");
    }

    @Test
    void aTabOrTheEndOfALineInFrontHidesNoFormula() {
        assertThat(line(CSV, asset(1, "\t=1"))).contains(",i-1,'\t=1,");
        assertThat(line(CSV, asset(1, "\r=1"))).contains(",i-1,\"'\r=1\",");
    }

    @Test
    void noNameIsAnEmptyCellAndAnEmptyNameAPairOfQuotes() {
        assertThat(line(CSV, asset(1, null))).contains(",i-1,,eu-central-1");
        assertThat(line(CSV, asset(1, ""))).contains(",i-1,\"\",eu-central-1");
    }

    @Test
    void aLineOfNdjsonIsTheAssetOfTheList() throws IOException {
        AssetView asset = asset(1, "two\nlines");

        String line = line(NDJSON, asset);

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        JsonNode read = EngineDatabases.JSON.readTree(line);
        assertThat(read).isEqualTo(EngineDatabases.JSON.readTree(EngineDatabases.JSON.writeValueAsString(asset)));
        assertThat(read.path("name").asText()).isEqualTo("two\nlines");
        assertThat(read.path("detail").path("cores").asInt()).isEqualTo(2);
    }

    private static String line(AssetFormat format, AssetView asset) {
        return new String(format.line(asset), StandardCharsets.UTF_8);
    }

    private static AssetView asset(int number, @Nullable String name) {
        return new AssetView(
                new UUID(0, number),
                new UUID(1, 1),
                Provider.AWS,
                "AWS::EC2::Instance",
                "i-" + number,
                name,
                "eu-central-1",
                Map.of("team", "x, y"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-02T00:00:00Z"),
                null,
                "{\"cores\": 2}");
    }

    /** So many assets, numbered from 1, made when they are read. */
    private static final class Assets implements AssetExport.Source {
        private final int all;
        private int read;

        Assets(int all) {
            this.all = all;
        }

        @Override
        public List<AssetView> after(@Nullable UUID last, int most) {
            int from = last == null ? 0 : Math.toIntExact(last.getLeastSignificantBits());
            List<AssetView> batch = new ArrayList<>();
            for (int i = from + 1; i <= Math.min(all, from + most); i++) {
                batch.add(asset(i, "name"));
            }
            read += batch.size();
            return batch;
        }
    }

    /** Counts the lines that are written and keeps none of them. */
    private static final class Lines extends OutputStream {
        private int lines;

        @Override
        public void write(int b) {
            if (b == '\n') {
                lines++;
            }
        }
    }
}
