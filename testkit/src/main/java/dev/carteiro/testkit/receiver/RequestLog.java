package dev.carteiro.testkit.receiver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The received requests in the order in which they were recorded. Thread-safe: one lock, held briefly. */
final class RequestLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<ReceivedRequest> requests = new ArrayList<>();

    void add(ReceivedRequest request) {
        lock.lock();
        try {
            requests.add(request);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedRequest> matching(Predicate<ReceivedRequest> wanted) {
        lock.lock();
        try {
            return requests.stream().filter(wanted).toList();
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedRequest> await(int count, Predicate<ReceivedRequest> wanted, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            List<ReceivedRequest> found = matching(wanted);
            while (found.size() < count) {
                if (left <= 0) {
                    throw new AssertionError(
                            "only " + found.size() + " of " + count + " requests arrived within " + atMost + ": "
                                    + requests);
                }
                left = grown.awaitNanos(left);
                found = matching(wanted);
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for requests", e);
        } finally {
            lock.unlock();
        }
    }
}
