package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Secret;
import javax.crypto.Mac;

/** Computes HMAC-SHA256 over two parts, so that prefix and body need not be concatenated. Stateless. */
final class HmacSha256 {
    private HmacSha256() {
    }

    static byte[] of(Secret.Hmac secret, byte[] prefix, byte[] body) {
        Mac mac = secret.mac();
        mac.update(prefix);
        return mac.doFinal(body);
    }
}
