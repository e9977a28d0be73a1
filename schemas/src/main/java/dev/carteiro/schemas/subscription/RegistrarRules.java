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
 * What the registrar judges subscriptions by beside the contract, as it says so in the endpoint status topic: the command
 * line judges by the same before it writes. Immutable.
 *
 * <p>The record's key is not a subscription's id, and its value not an endpoint's status: readers that do not know it skip it.
 *
 * @param allowed the private networks that targets may be in
 */
public record RegistrarRules(List<Cidr> allowed) {
    /** Of the record. */
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

    /** A JSON object in UTF-8. */
    public byte[] toJson() {
        ObjectNode json = StrictJson.mapper().createObjectNode();
        var networks = json.putArray(ALLOWED);
        allowed.forEach(network -> networks.add(network.toString()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws InvalidJsonException if the bytes are not what {@link #toJson} writes */
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
