package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.charset.StandardCharsets;

/** A JSON object a line, the same as in the list. */
final class NdjsonFormat implements AssetFormat {
    static final String MEDIA_TYPE = "application/x-ndjson";

    private final ObjectWriter json;

    NdjsonFormat(ObjectMapper json) {
        this.json = json.writerFor(AssetView.class);
    }

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public byte[] head() {
        return new byte[0];
    }

    @Override
    public byte[] line(AssetView asset) {
        try {
            return (json.writeValueAsString(asset) + '\n').getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An asset is always writable", e);
        }
    }
}
