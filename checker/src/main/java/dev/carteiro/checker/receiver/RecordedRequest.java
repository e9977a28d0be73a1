package dev.carteiro.checker.receiver;

import dev.carteiro.checker.workload.PlannedResponse;
import java.time.Instant;

/**
 * A request as it arrived, with the receiver's planned response. Immutable. Missing headers are empty.
 *
 * @param delivery the {@code webhook-id}
 * @param attempt the {@code webhook-attempt}; 0 if it is not a number
 * @param timestamp the {@code webhook-timestamp}
 * @param signature the {@code webhook-signature}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the body is never changed
public record RecordedRequest(Instant at, String path, String delivery, int attempt, String timestamp, String signature,
        byte[] body, PlannedResponse answer) {
}
