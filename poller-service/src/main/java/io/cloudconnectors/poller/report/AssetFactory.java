package io.cloudconnectors.poller.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.poller.provider.Resource;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes assets from resources: the content in canonical form (keys sorted, UTF-8) gives hash and size. */
final class AssetFactory {
    private final ObjectMapper canonical = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * An asset and what it weighs.
     *
     * @param bytes of its content as JSON
     */
    record Sized(Asset asset, int bytes) {}

    Sized make(Resource resource) {
        byte[] content = content(resource);
        Asset asset = new Asset(
                resource.type(),
                resource.nativeId(),
                resource.name(),
                resource.region(),
                resource.tags(),
                resource.detail(),
                sha256(content));
        return new Sized(asset, content.length);
    }

    private byte[] content(Resource resource) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("detail", resource.detail());
        content.put("name", resource.name());
        content.put("tags", resource.tags());
        try {
            return canonical.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not to be had from this JDK", e);
        }
    }
}
