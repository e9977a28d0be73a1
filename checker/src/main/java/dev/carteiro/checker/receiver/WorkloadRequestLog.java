package dev.carteiro.checker.receiver;

import java.util.ArrayList;
import java.util.List;

/** All requests of a run, in the order of arrival. Thread-safe. Its size depends on the workload. */
final class WorkloadRequestLog {
    private final List<RecordedRequest> requests = new ArrayList<>();

    synchronized void add(RecordedRequest request) {
        requests.add(request);
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized int size() {
        return requests.size();
    }
}
