package io.cloudconnectors.poller.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the set-up that connector-api writes grants; its own tests hold it to these files. */
public final class Golden {
    private Golden() {}

    public static JsonNode setup(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(Path.of(
                            System.getProperty("cloudconnectors.home"),
                            "contracts/src/test/resources/golden/setup",
                            name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that is a list of texts. */
    public static List<String> setupList(String name) {
        return StreamSupport.stream(setup(name).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
