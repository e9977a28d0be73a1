package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The signature that receivers of the {@code twenty} profile know: hex HMAC-SHA256 of {@code timestamp:body}.
 * Stateless.
 *
 * <p>They compare the header with the one value they compute, so it can hold one signature only: two values, in one
 * header or in two, would be refused by all of them. With several secrets the attempts therefore take turns. A receiver
 * that holds the first accepts the first attempt, one that holds the second refuses it and accepts the next one, and
 * nobody has to change both sides in the same moment.
 */
final class TwentySignature {
    static final String HEADER = "X-Twenty-Webhook-Signature";
    static final String TIMESTAMP = "X-Twenty-Webhook-Timestamp";

    private TwentySignature() {
    }

    /**
     * @param millis of the attempt, unix milliseconds
     * @param body exactly as sent
     * @param secrets with at least one for HMAC
     * @param attempt from 1
     */
    static String of(long millis, byte[] body, List<Secret> secrets, int attempt) {
        List<Secret.Hmac> keys = secrets.stream().filter(Secret.Hmac.class::isInstance).map(Secret.Hmac.class::cast)
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("profile twenty has no secret for HMAC");
        }
        byte[] prefix = (millis + ":").getBytes(StandardCharsets.US_ASCII);
        Secret.Hmac turn = keys.get(Math.floorMod(attempt - 1, keys.size()));
        return HexFormat.of().formatHex(HmacSha256.of(turn, prefix, body));
    }
}
