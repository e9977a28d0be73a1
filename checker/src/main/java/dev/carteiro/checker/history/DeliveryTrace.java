package dev.carteiro.checker.history;

import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.WorkloadSubscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about one delivery. Immutable.
 *
 * @param published the event; {@code null} if no such event was ever published
 * @param hook the subscription; {@code null} if it is unknown
 * @param expected whether there ought to be such a delivery
 * @param routed its records in the deliveries topic
 * @param requests in the order of arrival
 * @param attempts in the order in which they were committed
 * @param buried its dead letters
 */
public record DeliveryTrace(String delivery, @Nullable PublishedEvent published, @Nullable WorkloadSubscription hook, Expectation expected,
        List<RecordedDelivery> routed, List<RecordedRequest> requests, List<RecordedAttempt> attempts, List<RecordedDeadLetter> buried) {
    /** Whether there ought to be such a delivery. */
    public enum Expectation {
        MUST, MAY, MUST_NOT
    }

    public DeliveryTrace {
        routed = List.copyOf(routed);
        requests = List.copyOf(requests);
        attempts = List.copyOf(attempts);
        buried = List.copyOf(buried);
    }

    /** Whether the receiver accepted one of the requests, going by the receiver. */
    public boolean isAccepted() {
        return requests.stream().anyMatch(request -> request.answer().isSuccess());
    }

    /** Requests with that attempt number. */
    public List<RecordedRequest> requests(int attempt) {
        return requests.stream().filter(request -> request.attempt() == attempt).toList();
    }

    /** Committed attempts of that number. */
    public List<RecordedAttempt> attempts(int number) {
        return attempts.stream().filter(attempt -> attempt.number() == number).toList();
    }

    /** The event's id, from whoever knows it. */
    public String eventId() {
        if (published != null) {
            return published.fact().id();
        }
        return !routed.isEmpty()
                ? routed.getFirst().eventId()
                : attempts.isEmpty() ? "unknown" : attempts.getFirst().eventId();
    }

    /** The subscription's id, from whoever knows it. */
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
