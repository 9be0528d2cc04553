package io.cloudconnectors.api.inventory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * SHA-256 over what a look found, so that two looks with the same digest found the same. Each text is preceded by its length:
 * no two lists of texts are the same bytes.
 */
public final class ContentDigest {
    private final MessageDigest digest = sha256();
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    /** An asset: which one it is, and the hash of all that is said about it. */
    public ContentDigest add(String type, String region, String nativeId, String contentHash) {
        add(type);
        add(region);
        add(nativeId);
        add(contentHash);
        return this;
    }

    /** Lower-case hex; the digest begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Of a whole slice.
     *
     * @param chunks the digests of its chunks, in their order
     * @param gaps the types that it could not look at, in any order
     */
    static String ofSlice(List<String> chunks, Collection<String> gaps) {
        var slice = new ContentDigest();
        slice.add(Integer.toString(chunks.size()));
        chunks.forEach(slice::add);
        new TreeSet<>(gaps).forEach(slice::add);
        return slice.hex();
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(length.clear().putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }
}
