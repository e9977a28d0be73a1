package dev.carteiro.bench.receiver;

import dev.carteiro.bench.load.BenchSubscription;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signature of one request in 512 by the rules of Standard Webhooks, with code of its own. Checking each would cost as
 * much as all other work of the receiver. Used by one thread.
 */
final class SignatureSample {
    private static final int ONE_IN = 512;

    private final Mac mac;
    private long seen;

    /** The result for one request. */
    enum SignatureResult {
        VALID, WRONG, NONE, NOT_CHECKED
    }

    SignatureSample() {
        try {
            mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(BenchSubscription.SECRET.substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** @param from position at which the request begins */
    SignatureResult next(byte[] bytes, int from, int bodyFrom, int bodyTo) {
        if (seen++ % ONE_IN != 0) {
            return SignatureResult.NOT_CHECKED;
        }
        Map<String, String> headers = headers(bytes, from, bodyFrom);
        String signature = headers.get("webhook-signature");
        if (signature == null) {
            return SignatureResult.NONE;
        }
        mac.update((headers.get("webhook-id") + "." + headers.get("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8));
        mac.update(bytes, bodyFrom, bodyTo - bodyFrom);
        String wanted = "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
        return Arrays.asList(signature.split(" ")).contains(wanted) ? SignatureResult.VALID : SignatureResult.WRONG;
    }

    private static Map<String, String> headers(byte[] bytes, int from, int to) {
        Map<String, String> headers = new HashMap<>();
        new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
        });
        return headers;
    }
}
