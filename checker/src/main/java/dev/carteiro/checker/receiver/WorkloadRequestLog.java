package dev.carteiro.checker.receiver;

import java.util.ArrayList;
import java.util.List;

/** Every request of a run, in the order of arrival. Thread-safe; as large as the workload makes it. */
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
