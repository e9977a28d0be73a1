package dev.carteiro.api.http;

import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.idempotency.Idempotency;
import dev.carteiro.api.idempotency.StoredResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps keys in memory, regardless of request and caller, and records the calls. Safe for any thread. */
final class FakeIdempotency implements Idempotency {
    final CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, StoredResponse> done = new ConcurrentHashMap<>();

    @Override
    public RequestDecision decide(Caller caller, String key, String request) {
        StoredResponse before = done.get(key);
        return before == null
                ? new RequestDecision.Proceed(new FakeExecution(key))
                : new RequestDecision.Replay(before);
    }

    private final class FakeExecution implements RequestExecution {
        private final String key;

        private FakeExecution(String key) {
            this.key = key;
        }

        @Override
        public UUID seed() {
            return new UUID(0, 7);
        }

        @Override
        public boolean isRepeated() {
            return false;
        }

        @Override
        public void claim() {
            calls.add(key + " claimed");
        }

        @Override
        public void succeed(StoredResponse response) {
            calls.add(key + " succeeded");
            done.put(key, response);
        }

        @Override
        public void fail(boolean wroteNothing) {
            calls.add(key + (wroteNothing ? " wrote nothing" : " failed"));
        }
    }
}
