package dev.carteiro.checker.history;

import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.WorkloadSubscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one delivery: all its records and requests. Immutable.
 *
 * @param published the event; {@code null} if no such event was published
 * @param hook the subscription; {@code null} if it is unknown
 * @param expected whether the delivery should exist
 * @param routed its records in the deliveries topic
 * @param requests in the order of arrival
 * @param attempts in the order of their commits
 * @param buried its dead letters
 */
public record DeliveryTrace(String delivery, @Nullable PublishedEvent published, @Nullable WorkloadSubscription hook,
        Expectation expected,
        List<RecordedDelivery> routed, List<RecordedRequest> requests, List<RecordedAttempt> attempts,
        List<RecordedDeadLetter> buried) {
    /** The expectation on a delivery: that it exists, does not exist, or may do either. */
    public enum Expectation {
        MUST, MAY, MUST_NOT
    }

    public DeliveryTrace {
        routed = List.copyOf(routed);
        requests = List.copyOf(requests);
        attempts = List.copyOf(attempts);
        buried = List.copyOf(buried);
    }

    /** Returns whether the receiver accepted one of the requests, by the receiver's log. */
    public boolean isAccepted() {
        return requests.stream().anyMatch(request -> request.answer().isSuccess());
    }

    /** Returns the requests with that attempt number. */
    public List<RecordedRequest> requests(int attempt) {
        return requests.stream().filter(request -> request.attempt() == attempt).toList();
    }

    /** Returns the committed attempts with that number. */
    public List<RecordedAttempt> attempts(int number) {
        return attempts.stream().filter(attempt -> attempt.number() == number).toList();
    }

    /** Returns the event's id, from any record that has it. */
    public String eventId() {
        if (published != null) {
            return published.fact().id();
        }
        return !routed.isEmpty()
                ? routed.getFirst().eventId()
                : attempts.isEmpty() ? "unknown" : attempts.getFirst().eventId();
    }

    /** Returns the subscription's id, from any record that has it. */
    public String subscription() {
        if (hook != null) {
            return hook.id();
        }
        if (!routed.isEmpty()) {
            return routed.getFirst().subscription();
        }
        return attempts.isEmpty() ? "unknown" : attempts.getFirst().subscription();
    }
}
