package io.cloudconnectors.api.inventory;

import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.SliceKey;

/** Some assets of a slice, as the inventory takes them in. */
public interface Chunk {
    /** The attempt that reports it. */
    Origin origin();

    /** Whose assets they are. */
    SliceKey slice();

    /** 0, 1, 2 ... within the slice. */
    int number();

    /** How many assets it holds. */
    int size();

    /** What its assets are, by {@link ContentDigest#add(String, String, String, String)} of each in their order. */
    String digest();

    /** Its assets, a JSON array. */
    String json();
}
