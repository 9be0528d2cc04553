package io.cloudconnectors.api.inventory;

/** How an export is written: what stands at its beginning, and a line for each asset. */
interface AssetFormat {

    /** As in {@code Content-Type}. */
    String mediaType();

    /** What stands in front of the first asset; may be empty. */
    byte[] head();

    /** An asset, the end of its line included. */
    byte[] line(AssetView asset);
}
