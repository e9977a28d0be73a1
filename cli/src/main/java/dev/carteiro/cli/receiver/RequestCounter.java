package dev.carteiro.cli.receiver;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the requests of a receiver by path. Thread-safe.
 *
 * <p>Ids are remembered to distinguish deliveries from repeats, up to a total limit; ids beyond it count as new.
 */
final class RequestCounter {
    private static final int MAX_PATHS = 200;
    private static final String OTHER_PATHS = "(others)";

    private final Map<String, PathCounter> lines = new TreeMap<>();
    private final int maxIds;
    private int ids;

    /**
     * The counts of a path.
     *
     * @param requests all requests
     * @param acknowledged requests that got a 200
     * @param deliveries acknowledged requests, each id once
     * @param wrongSignatures requests whose signature is wrong
     */
    record Counts(long requests, long acknowledged, long deliveries, long wrongSignatures) {
    }

    private static final class PathCounter {
        private long requests;
        private long acknowledged;
        private long deliveries;
        private long wrongSignatures;
        private final Set<String> seen = new HashSet<>();
    }

    RequestCounter(int maxIds) {
        this.maxIds = maxIds;
    }

    synchronized void add(String path, String webhookId, boolean acknowledged, boolean verified) {
        String key = lines.containsKey(path) || lines.size() < MAX_PATHS ? path : OTHER_PATHS;
        PathCounter line = lines.computeIfAbsent(key, first -> new PathCounter());
        line.requests++;
        line.wrongSignatures += verified ? 0 : 1;
        if (!acknowledged) {
            return;
        }
        line.acknowledged++;
        if (ids >= maxIds) {
            line.deliveries += line.seen.contains(webhookId) ? 0 : 1;
        } else if (line.seen.add(webhookId)) {
            ids++;
            line.deliveries++;
        }
    }

    synchronized Map<String, Counts> counts() {
        Map<String, Counts> counts = new TreeMap<>();
        lines.forEach((path, line) -> counts.put(path,
                new Counts(line.requests, line.acknowledged, line.deliveries, line.wrongSignatures)));
        return counts;
    }
}
