package dev.carteiro.cli.receiver;

import java.time.Instant;

/**
 * A request that came. Immutable; the body is shared and must not be written to.
 *
 * @param at when it was read
 * @param path with its query
 * @param body as it came, or its first megabyte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReceivedWebhook(Instant at, String method, String path, WebhookHeaders headers, byte[] body) {
}
