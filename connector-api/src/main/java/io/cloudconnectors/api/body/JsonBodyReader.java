package io.cloudconnectors.api.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudconnectors.api.problem.FieldError;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses bodies strictly: one JSON value and nothing after it, no member twice, and within every {@link JsonLimit}. What
 * it says about a bad body names the place and never repeats the text.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, JsonBodyReader.MERGE_PATCH})
public class JsonBodyReader extends StrictBodyReader {
    /** The media type of RFC 7396. */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(JsonLimit.constraints())
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool()) // a body may hold a secret
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    JsonBody read(InputStream stream) {
        return parse(stream);
    }

    /**
     * Parses a body.
     *
     * @throws ProblemException MALFORMED_JSON; BAD_REQUEST when it cannot be read to its end
     */
    static JsonBody parse(InputStream stream) {
        JsonNode tree;
        try {
            tree = STRICT.readTree(stream);
        } catch (StreamConstraintsException e) {
            throw malformed(JsonLimit.complaint(e), e.getLocation());
        } catch (JsonProcessingException e) {
            throw malformed(isDuplicate(e) ? "An object has the same member twice" : "JSON is broken", e.getLocation());
        } catch (java.io.CharConversionException e) {
            throw malformed("The body is not UTF-8", null);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST, "The body ended, or went beyond the limit, before it was read.", e);
        }
        if (tree == null || tree.isMissingNode()) {
            throw malformed("The body is empty; a JSON object is expected", null);
        }
        return new JsonBody(tree);
    }

    static boolean isDuplicate(JsonProcessingException e) {
        return e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field");
    }

    private static ProblemException malformed(String what, @Nullable JsonLocation where) {
        return malformed(ProblemCode.MALFORMED_JSON, what, where);
    }

    static ProblemException malformed(ProblemCode code, String what, @Nullable JsonLocation where) {
        String detail = where == null || where.getLineNr() < 1
                ? what + "."
                : what + " at line " + where.getLineNr() + ", column " + where.getColumnNr() + ".";
        return new ProblemException(
                Problem.of(code, detail, List.of(FieldError.at("#", FieldErrorCode.FORMAT, detail))));
    }
}
