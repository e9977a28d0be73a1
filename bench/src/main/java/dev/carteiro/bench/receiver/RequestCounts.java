package dev.carteiro.bench.receiver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.bench.report.Latencies;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Counts received requests by behaviour. Used by one thread. */
final class RequestCounts {
    private static final byte[] SENT = "\"sent\":".getBytes(StandardCharsets.US_ASCII);

    /** The time is at the beginning of the event's data, near the beginning of the body. */
    private static final int SEARCHED_BYTES = 256;

    private final Map<String, BehaviourCounts> groups = new TreeMap<>();

    private static final class BehaviourCounts {
        private final IdSet ids = new IdSet();
        private final Latencies latencies = new Latencies();
        private final SignatureSample signatures = new SignatureSample();
        private long requests;
        private long verified;
        private long forged;

        private void check(byte[] bytes, RequestHeadParser head) {
            switch (signatures.next(bytes, head.start(), head.end(), head.end() + head.length())) {
                case VALID -> verified++;
                case WRONG -> forged++;
                case NONE, NOT_CHECKED -> {
                }
            }
        }
    }

    /** @param nowMicros Unix time, as the sender wrote it into the body */
    void count(String group, RequestHeadParser head, byte[] bytes, long nowMicros) {
        BehaviourCounts counted = groups.computeIfAbsent(group, name -> new BehaviourCounts());
        counted.requests++;
        counted.check(bytes, head);
        if (head.id() == 0 || counted.ids.add(head.id())) {
            long sent = sent(bytes, head.end(), head.end() + Math.min(head.length(), SEARCHED_BYTES));
            if (sent > 0) {
                counted.latencies.record(nowMicros - sent);
            }
        }
    }

    void reset() {
        groups.clear();
    }

    String toJson(int connections) {
        ObjectNode json = StrictJson.mapper().createObjectNode();
        json.put("connections", connections);
        ObjectNode byName = json.putObject("groups");
        groups.forEach((name, group) -> byName.putObject(name).put("requests", group.requests)
                .put("distinct", group.ids.size()).put("verified", group.verified)
                .put("forged", group.forged).put("timed", group.latencies.total())
                .put("p50Micros", group.latencies.percentile(50)).put("p99Micros", group.latencies.percentile(99)));
        return json.toString();
    }

    /** Returns 0 if the body has no time. */
    private static long sent(byte[] bytes, int from, int to) {
        for (int at = from; at < to - SENT.length; at++) {
            if (bytes[at] == '"' && matches(bytes, at)) {
                return digits(bytes, at + SENT.length, to);
            }
        }
        return 0;
    }

    private static boolean matches(byte[] bytes, int at) {
        for (int i = 0; i < SENT.length; i++) {
            if (bytes[at + i] != SENT[i]) {
                return false;
            }
        }
        return true;
    }

    private static long digits(byte[] bytes, int from, int to) {
        long number = 0;
        for (int at = from; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + (bytes[at] - '0');
        }
        return number;
    }
}
