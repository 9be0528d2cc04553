package io.cloudconnectors.poller.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudconnectors.contracts.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file that is written from a catalogue, and held to it: {@code -Dcatalogue.update=true} writes it anew, for a reviewer to
 * see what changed.
 */
public final class CatalogueFile {
    private static final boolean UPDATE = Boolean.getBoolean("catalogue.update");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final Path path;

    private CatalogueFile(Path path) {
        this.path = path;
    }

    /**
     * Holds what connector-api lists to what is read.
     *
     * @param provider {@code aws}, {@code azure} or {@code gcp}
     */
    public static void assertLists(String provider, List<ResourceType> read) {
        at("contracts/src/main/resources/resource-types/" + provider + ".json").assertHolds(Map.of("items", read));
    }

    /** @param path from the root of the repository */
    public static CatalogueFile at(String path) {
        return new CatalogueFile(Path.of(System.getProperty("cloudconnectors.home"), path));
    }

    /** Holds the file to this, or writes it. */
    public void assertHolds(Object content) {
        String expected = json(content);
        try {
            if (UPDATE) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, expected);
            }
            assertThat(path)
                    .as("run the test with -Dcatalogue.update=true and look at the difference")
                    .hasContent(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Object content) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try {
            return JSON.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(lines)
                                    .withArrayIndenter(lines))
                            .writeValueAsString(content)
                    + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
