package io.cloudconnectors.api.page;

import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The cursors of one list: of this tenant, with these filters in this order. A cursor carries the sort key of the last
 * row seen and a digest of tenant and query, so that one taken from another list is refused instead of skipping rows.
 * It grants nothing: what a forged one reaches is still the caller's own.
 */
public final class Cursors {
    private static final int BINDING_BYTES = 12;
    private static final int KEY_PARTS = 2;

    private final byte[] binding;
    private final int parts;

    private Cursors(byte[] binding, int parts) {
        this.binding = binding;
        this.parts = parts;
    }

    /**
     * The cursors of a list.
     *
     * @param query whatever tells this list from another: its name, filters and order
     * @param parts how many values its sort key has, 1 or 2
     */
    public static Cursors of(Tenant tenant, List<String> query, int parts) {
        if (parts < 1 || parts > KEY_PARTS) {
            throw new IllegalArgumentException("A sort key has one or two parts");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, tenant.name());
        query.forEach(part -> write(bytes, part));
        return new Cursors(Arrays.copyOf(sha256(bytes.toByteArray()), BINDING_BYTES), parts);
    }

    String at(List<String> position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(binding);
        position.forEach(part -> write(bytes, part));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** @throws ProblemException INVALID_PARAMETER when the cursor is none of this list */
    List<String> read(String cursor) {
        try {
            DataInputStream in = new DataInputStream(
                    new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor.getBytes(StandardCharsets.UTF_8))));
            if (!MessageDigest.isEqual(in.readNBytes(BINDING_BYTES), binding)) {
                throw invalid();
            }
            List<String> position = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                position.add(in.readUTF());
            }
            if (in.available() > 0) {
                throw invalid();
            }
            return List.copyOf(position);
        } catch (IOException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    static ProblemException invalid() {
        return ProblemException.parameter(
                "cursor",
                FieldErrorCode.INVALID_CURSOR,
                "Send the nextCursor of the page before, with the same filters, or leave it out to start again.");
    }

    private static void write(ByteArrayOutputStream bytes, String text) {
        try {
            new DataOutputStream(bytes).writeUTF(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
