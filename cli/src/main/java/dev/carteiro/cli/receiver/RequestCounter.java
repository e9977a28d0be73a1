package dev.carteiro.cli.receiver;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a receiver got, by path. Safe for any thread.
 *
 * <p>Ids are remembered to tell deliveries from repeats, in all at most as many as it is told; later ones count as new.
 */
final class RequestCounter {
    private static final int MOST_PATHS = 200;
    private static final String OTHERS = "(others)";

    private final Map<String, PathCounter> lines = new TreeMap<>();
    private final int mostIds;
    private int ids;

    /**
     * @param requests that came
     * @param acknowledged answered with 200
     * @param deliveries acknowledged, each id once
     * @param wrongSignatures requests whose signature is not right
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

    RequestCounter(int mostIds) {
        this.mostIds = mostIds;
    }

    synchronized void add(String path, String webhookId, boolean acknowledged, boolean verified) {
        String key = lines.containsKey(path) || lines.size() < MOST_PATHS ? path : OTHERS;
        PathCounter line = lines.computeIfAbsent(key, first -> new PathCounter());
        line.requests++;
        line.wrongSignatures += verified ? 0 : 1;
        if (!acknowledged) {
            return;
        }
        line.acknowledged++;
        if (ids >= mostIds) {
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
