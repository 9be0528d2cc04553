package io.cloudconnectors.api.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Parses YAML as strictly as {@link JsonBodyReader} does JSON, and only the part of it that JSON has too: one document, no
 * anchors, no aliases, no tags. So a small body stays small, and nothing in it names a type. An anchor of a scalar that
 * nothing refers to is passed over.
 */
@Provider
@Consumes(YamlBodyReader.YAML)
public class YamlBodyReader extends StrictBodyReader {
    /** The media type of RFC 9512. */
    public static final String YAML = "application/yaml";

    private static final ObjectMapper STRICT = new ObjectMapper(YAMLFactory.builder()
            .loaderOptions(limits())
            .streamReadConstraints(JsonLimit.constraints())
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(com.fasterxml.jackson.core.StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build());

    @Override
    JsonBody read(InputStream stream) throws IOException {
        return parse(stream);
    }

    /**
     * Parses a body.
     *
     * @throws ProblemException MALFORMED_YAML
     * @throws IOException when the body cannot be read to its end
     */
    static JsonBody parse(InputStream stream) throws IOException {
        try (JsonParser parser = new PlainYaml((YAMLParser) STRICT.getFactory().createParser(stream))) {
            JsonNode tree = STRICT.readTree(parser);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                throw JsonBodyReader.malformed(
                        ProblemCode.MALFORMED_YAML, "The body is empty; a YAML mapping is expected", null);
            }
            if (parser.nextToken() != null) {
                throw JsonBodyReader.malformed(
                        ProblemCode.MALFORMED_YAML, "The body has more than one document", parser.currentLocation());
            }
            return new JsonBody(tree);
        } catch (NotPlainException e) {
            throw JsonBodyReader.malformed(
                    ProblemCode.MALFORMED_YAML,
                    "Anchors, aliases and tags are not read: write it out",
                    e.getLocation());
        } catch (JsonProcessingException e) {
            String what = JsonBodyReader.isDuplicate(e) ? "A mapping has the same key twice" : "YAML is broken";
            throw JsonBodyReader.malformed(ProblemCode.MALFORMED_YAML, what, e.getLocation());
        } catch (YAMLException e) {
            throw JsonBodyReader.malformed(ProblemCode.MALFORMED_YAML, "YAML is broken", null);
        } catch (java.io.CharConversionException e) {
            throw JsonBodyReader.malformed(ProblemCode.MALFORMED_YAML, "The body is not UTF-8", null);
        }
    }

    /** The size of a body is limited before it comes here. */
    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(Integer.MAX_VALUE);
        limits.setNestingDepthLimit(JsonLimit.DEPTH.most());
        return limits;
    }

    /** Stops at what JSON does not have. */
    private static final class PlainYaml extends JsonParserDelegate {
        private final YAMLParser yaml;

        PlainYaml(YAMLParser yaml) {
            super(yaml);
            this.yaml = yaml;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token != null && (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null)) {
                throw new NotPlainException(yaml);
            }
            return token;
        }
    }

    private static final class NotPlainException extends com.fasterxml.jackson.core.JsonParseException {
        private static final long serialVersionUID = 1L;

        NotPlainException(YAMLParser at) {
            super(at, "not plain YAML");
        }
    }
}
