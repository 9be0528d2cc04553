package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.SliceKey;

/** A chunk that did not travel. */
public record EventChunk(SliceChunk event) implements Chunk {
    @Override
    public Origin origin() {
        return event.origin();
    }

    @Override
    public SliceKey slice() {
        return event.slice();
    }

    @Override
    public int number() {
        return event.chunk();
    }

    @Override
    public int size() {
        return event.assets().size();
    }

    @Override
    public String digest() {
        var digest = new ContentDigest();
        for (Asset asset : event.assets()) {
            digest.add(asset.type(), asset.region(), asset.nativeId(), asset.contentHash());
        }
        return digest.hex();
    }

    @Override
    public String json() {
        try {
            return EngineDatabases.JSON.writeValueAsString(event.assets());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
