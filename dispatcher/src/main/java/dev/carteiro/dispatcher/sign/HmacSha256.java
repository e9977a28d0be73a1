package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Secret;
import javax.crypto.Mac;

/** HMAC-SHA256 over two parts, so that a body need not be copied behind its prefix. Stateless. */
final class HmacSha256 {
    private HmacSha256() {
    }

    static byte[] of(Secret.Hmac secret, byte[] prefix, byte[] body) {
        Mac mac = secret.mac();
        mac.update(prefix);
        return mac.doFinal(body);
    }
}
