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
 * JSON as clients of this API have always sent it: member names may stand without quotes, and a comma may follow the
 * last member or item. Nothing else that RFC 8259 forbids is accepted; and of what it leaves open, neither a name that
 * is given twice nor half a surrogate pair. Stateless.
 *
 * <p>What is read becomes a tree, and only the tree goes on from here: everybody behind it gets strict JSON.
 */
public final class LenientJson {
    /** Objects and arrays inside each other. */
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

    /** @throws ApiException if the bytes are not one document */
    public static JsonNode read(byte[] utf8) {
        try {
            if (StrictJson.beginsWithByteOrderMark(utf8)) {
                throw new InvalidJsonException("it begins with a byte order mark: leave it out");
            }
            StrictJson.requireUtf8(utf8);
            JsonNode node = READER.readTree(utf8);
            if (node == null || node.isMissingNode()) {
                throw new InvalidJsonException("it holds no JSON document");
            }
            requireWholeCharacters(node);
            return node;
        } catch (InvalidJsonException e) {
            throw malformed(e.getMessage());
        } catch (JsonProcessingException e) {
            throw malformed(StrictJson.describeLenient(e, ByteBuffer.wrap(utf8)).getMessage());
        } catch (NumberFormatException e) {
            throw malformed("a number is out of range");
        } catch (IOException e) {
            throw malformed("it cannot be read");
        }
    }

    /** Escapes can spell half a surrogate pair, which has no UTF-8 and could not be passed on as it is. */
    private static void requireWholeCharacters(JsonNode node) throws InvalidJsonException {
        if (node.isTextual()) {
            requireWholeCharacters(node.textValue());
        }
        for (var member : node.properties()) {
            requireWholeCharacters(member.getKey());
        }
        for (JsonNode child : node) {
            requireWholeCharacters(child);
        }
    }

    private static void requireWholeCharacters(String text) throws InvalidJsonException {
        if (!StrictJson.hasUtf8(text)) {
            throw new InvalidJsonException("a string holds half a surrogate pair, which is no character");
        }
    }

    private static ApiException malformed(String detail) {
        return ApiException.of(ErrorCode.MALFORMED_JSON, detail);
    }
}
