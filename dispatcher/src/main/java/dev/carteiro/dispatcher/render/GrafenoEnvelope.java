package dev.carteiro.dispatcher.render;

import dev.carteiro.dispatcher.sign.RsaSignature;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.Secret;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Renders {@code {"signature":...,"change":...,"data":...}}. Stateless.
 *
 * <p>The signed text is {@code {"change":...,"data":...}}, the body without its first member. A receiver gets it by
 * cutting that member out of the bytes, or by parsing the body and writing the other two members with {@code
 * JSON.stringify}.
 */
final class GrafenoEnvelope {
    private GrafenoEnvelope() {
    }

    static RenderedBody render(Delivery delivery, List<Secret> secrets) throws InvalidJsonException {
        String change = change(delivery.eventType());
        ByteBuffer data = EcmaScriptJson.of(Envelope.json(delivery));
        byte[] signed = new JsonObject(data.remaining()).string("change", change).json("data", data).bytes();
        String signature = RsaSignature.of(key(secrets), signed);
        return RenderedBody.signedJson(new JsonObject(data.remaining() + 512).string("signature", signature)
                .string("change", change).json("data", data).bytes(), signature);
    }

    /** Returns {@code approved} for {@code registration.approved}. */
    private static String change(String eventType) {
        return eventType.substring(eventType.lastIndexOf('.') + 1);
    }

    private static Secret.Rsa key(List<Secret> secrets) {
        for (Secret secret : secrets) {
            if (secret instanceof Secret.Rsa rsa) {
                return rsa;
            }
        }
        throw new IllegalArgumentException("profile grafeno needs a PEM key in secrets to sign with");
    }
}
