package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CSV as RFC 4180 has it: a header, lines that end with CR LF, quotes around what needs them. Tags and detail are JSON in
 * their cells. Names in a cloud account are written by people whom the reader need not trust, so a cell that a
 * spreadsheet would take for a formula has an apostrophe in front (OWASP, "CSV Injection"); NDJSON leaves all as it is.
 */
final class CsvFormat implements AssetFormat {
    static final String MEDIA_TYPE = "text/csv";

    private static final List<String> COLUMNS = List.of(
            "id",
            "connectorId",
            "provider",
            "type",
            "nativeId",
            "name",
            "region",
            "firstSeenAt",
            "lastSeenAt",
            "goneAt",
            "tags",
            "detail");

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]");
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");

    private final ObjectMapper json;

    CsvFormat(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String mediaType() {
        return MEDIA_TYPE + ";charset=UTF-8;header=present";
    }

    @Override
    public byte[] head() {
        return line(COLUMNS);
    }

    @Override
    public byte[] line(AssetView asset) {
        return line(Arrays.asList(
                asset.id().toString(),
                asset.connectorId().toString(),
                asset.provider().name(),
                asset.type(),
                asset.nativeId(),
                asset.name(),
                asset.region(),
                asset.firstSeenAt().toString(),
                asset.lastSeenAt().toString(),
                asset.goneAt() == null ? null : asset.goneAt().toString(),
                written(asset.tags()),
                asset.detail()));
    }

    private static byte[] line(List<@Nullable String> cells) {
        return cells.stream()
                .map(CsvFormat::cell)
                .collect(Collectors.joining(",", "", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An empty cell is nothing; an empty text is a pair of quotes. */
    private static String cell(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String inert = FORMULA.matcher(text).lookingAt() ? "'" + text : text;
        return inert.isEmpty() || NEEDS_QUOTES.matcher(inert).find() ? '"' + inert.replace("\"", "\"\"") + '"' : inert;
    }

    private String written(Map<String, String> tags) {
        try {
            return json.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Tags are always writable", e);
        }
    }
}
