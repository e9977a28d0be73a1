package dev.carteiro.checker.receiver;

import java.util.ArrayList;
import java.util.List;

/** Every request of a run, in the order of arrival. Thread-safe; as large as the workload makes it. */
final class RequestLog {
    private final List<Request> requests = new ArrayList<>();

    synchronized void add(Request request) {
        requests.add(request);
    }

    synchronized List<Request> all() {
        return List.copyOf(requests);
    }

    synchronized int size() {
        return requests.size();
    }
}
