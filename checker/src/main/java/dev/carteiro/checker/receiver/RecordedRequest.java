package dev.carteiro.checker.receiver;

import dev.carteiro.checker.workload.PlannedResponse;
import java.time.Instant;

/**
 * A request as it arrived, and what the receiver is about to do with it. Immutable; headers that are missing are empty.
 *
 * @param delivery the {@code webhook-id}
 * @param attempt the {@code webhook-attempt}; 0 if it is no number
 * @param timestamp the {@code webhook-timestamp}
 * @param signature the {@code webhook-signature}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes to the body
public record RecordedRequest(Instant at, String path, String delivery, int attempt, String timestamp, String signature,
        byte[] body, PlannedResponse answer) {
}
