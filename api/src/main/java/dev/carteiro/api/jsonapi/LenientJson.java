package dev.carteiro.api.jsonapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads JSON with the two liberties that existing clients rely on: member names without quotes, and a comma after the
 * last member or item. It rejects everything else that RFC 8259 forbids, and also duplicate names and unpaired
 * surrogates, on which the RFC is silent. Stateless.
 *
 * <p>The result is a tree; what is written from it is strict JSON.
 */
public final class LenientJson {
    /** Maximum nesting of objects and arrays. */
    static final int MAX_DEPTH = 100;

    private static final ObjectReader READER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false).build())
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build().readerFor(JsonNode.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private LenientJson() {
    }

    /**
     * Parses one document.
     *
     * @throws ApiException if the bytes are not exactly one document
     */
    public static JsonNode read(byte[] utf8) {
        try {
            if (StrictJson.beginsWithByteOrderMark(utf8)) {
                throw new InvalidJsonException("the body begins with a byte order mark: leave it out");
            }
            StrictJson.requireUtf8(utf8);
            JsonNode node = READER.readTree(utf8);
            if (node == null || node.isMissingNode()) {
                throw new InvalidJsonException("the body is empty: send a JSON document");
            }
            rejectUnpairedSurrogates(node);
            return node;
        } catch (InvalidJsonException e) {
            throw malformed(e.getMessage());
        } catch (JsonProcessingException e) {
            throw malformed(StrictJson.describeLenient(e, ByteBuffer.wrap(utf8)).getMessage());
        } catch (NumberFormatException e) {
            throw malformed("a number is out of range");
        } catch (IOException e) {
            throw malformed("the body cannot be read");
        }
    }

    /** Rejects unpaired surrogates. Escapes can spell one, but it has no UTF-8 form and could not be written again. */
    private static void rejectUnpairedSurrogates(JsonNode node) throws InvalidJsonException {
        if (node.isTextual()) {
            rejectUnpairedSurrogates(node.textValue());
        }
        for (var member : node.properties()) {
            rejectUnpairedSurrogates(member.getKey());
        }
        for (JsonNode child : node) {
            rejectUnpairedSurrogates(child);
        }
    }

    private static void rejectUnpairedSurrogates(String text) throws InvalidJsonException {
        if (!StrictJson.hasUtf8(text)) {
            throw new InvalidJsonException("a string has an unpaired surrogate, which is not a character");
        }
    }

    private static ApiException malformed(String detail) {
        return ApiException.of(ErrorCode.MALFORMED_JSON, detail);
    }
}
