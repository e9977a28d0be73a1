package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.targeturl.Cidr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Configured rules of the registrar, in addition to the contract. Immutable. The registrar publishes them in the
 * endpoint-status topic, and the command line applies the same rules before it writes a subscription.
 *
 * <p>The record's key is not a valid subscription id, and its value is not an endpoint status, so that readers that do
 * not know it skip it.
 *
 * @param allowed private networks in which targets may be
 */
public record RegistrarRules(List<Cidr> allowed) {
    /** Key of the record. */
    public static final String KEY = "\u0000registrar";

    private static final String ALLOWED = "allow";

    public RegistrarRules {
        allowed = List.copyOf(allowed);
    }

    public AllowedTargets targets() {
        return new AllowedTargets(allowed);
    }

    public static byte[] key() {
        return KEY.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a JSON object in UTF-8. */
    public byte[] toJson() {
        ObjectNode json = StrictJson.mapper().createObjectNode();
        var networks = json.putArray(ALLOWED);
        allowed.forEach(network -> networks.add(network.toString()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws InvalidJsonException if the bytes do not have the form that {@link #toJson} writes */
    public static RegistrarRules read(byte[] value) throws InvalidJsonException {
        JsonNode networks = StrictJson.tree(value).path(ALLOWED);
        if (!networks.isArray()) {
            throw new InvalidJsonException("'" + ALLOWED + "' must be an array of networks");
        }
        List<Cidr> allowed = new ArrayList<>();
        for (JsonNode network : networks) {
            try {
                allowed.add(Cidr.parse(String.valueOf(network.textValue())));
            } catch (IllegalArgumentException e) {
                throw new InvalidJsonException(String.valueOf(e.getMessage()));
            }
        }
        return new RegistrarRules(allowed);
    }
}
