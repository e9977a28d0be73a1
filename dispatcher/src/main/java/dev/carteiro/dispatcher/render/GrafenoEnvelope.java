package dev.carteiro.dispatcher.render;

import dev.carteiro.dispatcher.sign.RsaSignature;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.Secret;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@code {"signature":...,"change":...,"data":...}}. Stateless.
 *
 * <p>Signed is the text {@code {"change":...,"data":...}}: the body without its first member. Whoever cuts that member out
 * of the bytes has the signed text, and so has whoever parses the body and writes the two other members with
 * {@code JSON.stringify}.
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

    /** {@code registration.approved} is {@code approved}. */
    private static String change(String eventType) {
        return eventType.substring(eventType.lastIndexOf('.') + 1);
    }

    private static Secret.Rsa key(List<Secret> secrets) {
        for (Secret secret : secrets) {
            if (secret instanceof Secret.Rsa rsa) {
                return rsa;
            }
        }
        throw new IllegalArgumentException("profile grafeno has no PEM key to sign with");
    }
}
