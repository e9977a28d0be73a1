package dev.carteiro.cli.receiver;

import java.time.Instant;

/**
 * A received request. Immutable; the body is shared and must not be modified.
 *
 * @param at the time at which it was read
 * @param path the path with the query
 * @param body the unchanged body, or its first megabyte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReceivedWebhook(Instant at, String method, String path, WebhookHeaders headers, byte[] body) {
}
