package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Computes the signature of the {@code twenty} profile: hexadecimal HMAC-SHA256 of {@code timestamp:body}. Stateless.
 *
 * <p>Receivers compare the header with the one value that they compute, so it can contain only one signature. All
 * receivers would reject two values, in one header or in two. With several secrets, the attempts therefore use them in
 * turn: a receiver with the first secret accepts the first attempt, and one with the second secret accepts the next. So
 * a secret can be rotated without changing both sides at the same moment.
 */
final class TwentySignature {
    static final String HEADER = "X-Twenty-Webhook-Signature";
    static final String TIMESTAMP = "X-Twenty-Webhook-Timestamp";

    private TwentySignature() {
    }

    /**
     * Returns the header's value.
     *
     * @param millis the start of the attempt in Unix milliseconds
     * @param body the body exactly as sent
     * @param secrets the secrets, at least one of them for HMAC
     * @param attempt the attempt's number, from 1
     */
    static String of(long millis, byte[] body, List<Secret> secrets, int attempt) {
        List<Secret.Hmac> keys = secrets.stream().filter(Secret.Hmac.class::isInstance).map(Secret.Hmac.class::cast)
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("profile twenty needs an HMAC secret in secrets");
        }
        byte[] prefix = (millis + ":").getBytes(StandardCharsets.US_ASCII);
        Secret.Hmac turn = keys.get(Math.floorMod(attempt - 1, keys.size()));
        return HexFormat.of().formatHex(HmacSha256.of(turn, prefix, body));
    }
}
