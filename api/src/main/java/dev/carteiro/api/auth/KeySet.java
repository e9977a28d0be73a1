package dev.carteiro.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JWKS (RFC 7517), as far as it is for us. Immutable.
 *
 * <p>A set may well hold keys for other purposes; they are left out and named in the log. Members of private keys and
 * certificates are not even read.
 */
final class KeySet {
    /** The largest set that is read, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final int MOST = 100;
    private static final Set<String> READ = Set.of("kty", "kid", "use", "key_ops", "alg", "n", "e", "crv", "x", "y");

    private final List<TokenVerificationKey> keys;

    private KeySet(List<TokenVerificationKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @throws IOException if it is no JWKS, or holds no key that can be used; the message is for the operator */
    static KeySet parse(byte[] json) throws IOException {
        JsonNode set;
        try {
            set = StrictJson.treeWithoutDuplicates(json);
        } catch (InvalidJsonException e) {
            throw new IOException("it is not JSON: " + e.getMessage(), e);
        }
        JsonNode members = set.path("keys");
        if (!members.isArray() || members.size() > MOST) {
            throw new IOException("it is no key set: a JSON object with an array 'keys' of at most " + MOST);
        }
        List<TokenVerificationKey> keys = new ArrayList<>();
        for (JsonNode member : members) {
            TokenVerificationKey key = read(member);
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new IOException("it holds no key for " + SigningAlgorithm.ACCEPTED);
        }
        return new KeySet(keys);
    }

    boolean holds(String id) {
        return keys.stream().anyMatch(key -> id.equals(key.id()));
    }

    /** As {@link KeySetCache#find}. */
    List<TokenVerificationKey> find(SigningAlgorithm algorithm, @Nullable String id) {
        List<TokenVerificationKey> fitting = keys.stream()
                .filter(key -> key.algorithm() == algorithm && (id == null || id.equals(key.id()))).toList();
        return id == null && fitting.size() > 1 ? List.of() : fitting;
    }

    private static @Nullable TokenVerificationKey read(JsonNode member) {
        String id = JsonValues.text(member.path("kid"), "without kid");
        try {
            if (!(member instanceof ObjectNode key)) {
                throw new ParseException("it is no JSON object", 0);
            }
            return TokenVerificationKey.of(JWK.parse(key.retain(READ).toString()));
        } catch (ParseException | TokenVerificationKey.UnusableException | RuntimeException e) {
            LOG.info("key {} of the key set is not used: {}", id, e.getMessage());
            return null;
        }
    }
}
