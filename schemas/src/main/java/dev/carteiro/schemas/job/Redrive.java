package dev.carteiro.schemas.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a job that sends dead letters again. Immutable; {@link RedriveProgress} tracks its progress.
 *
 * @param id {@code redrive-<uuid>}
 * @param filter dead letters to redrive
 * @param again whether to include dead letters that an earlier job has redriven
 * @param rate rate limit of all partitions together; {@code null} for no limit
 * @param createdAt time of the planning
 * @param shares partitions that have dead letters to redrive
 */
public record Redrive(String id, DeadLetterFilter filter, boolean again, @Nullable RateLimit rate, Instant createdAt,
        SortedMap<Integer, Share> shares) {
    public Redrive {
        shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
    }

    /**
     * The part of the job in one partition.
     *
     * @param from offset of the first dead letter
     * @param end offset after the last dead letter
     * @param count number of dead letters to redrive
     */
    public record Share(long from, long end, long count) {
        boolean covers(long offset) {
            return offset >= from && offset < end;
        }

        /** Returns the part of this share below this offset. */
        public Share upTo(long offset) {
            return end <= offset ? this : new Share(Math.min(from, offset), offset, count);
        }
    }

    public static String newId() {
        return id(UUID.randomUUID());
    }

    public static String id(UUID unique) {
        return "redrive-" + unique;
    }

    /** Returns the number of dead letters to redrive in all partitions. */
    public long count() {
        return shares.values().stream().mapToLong(Share::count).sum();
    }

    /** Returns whether the dead letter at this position belongs to this job, regardless of earlier jobs. */
    public boolean covers(int partition, long offset, DeadLetter letter) {
        Share share = shares.get(partition);
        return share != null && share.covers(offset) && filter.matches(letter);
    }

    /**
     * Returns the time between two dead letters of one partition. The rate is divided in proportion to the dead letters
     * of each partition, so that all partitions end at the same time.
     *
     * @return zero for no limit
     */
    public Duration spacing(int partition) {
        Share share = shares.get(partition);
        if (rate == null || share == null || share.count() == 0) {
            return Duration.ZERO;
        }
        double part = (double) share.count() / count();
        return Duration.ofNanos((long) (rate.period().toNanos() / (rate.permits() * part)));
    }

    public byte[] toJson() {
        ObjectNode job = JobJson.object();
        job.set("filter", filter.toJson());
        job.put("again", again);
        if (rate != null) {
            job.put("rate", rate.permits() + "/" + unit(rate.period()));
        }
        job.put("createdAt", createdAt.toString());
        ObjectNode partitions = job.putObject("partitions");
        shares.forEach((partition, share) -> partitions.putObject(Integer.toString(partition)).put("from", share.from)
                .put("end", share.end).put("count", share.count));
        return JobJson.bytes(job);
    }

    public static Redrive read(String id, byte[] json) throws InvalidJsonException {
        JsonNode job = JobJson.read(json);
        SortedMap<Integer, Share> shares = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> partition : job.path("partitions").properties()) {
                JsonNode share = partition.getValue();
                shares.put(Integer.valueOf(partition.getKey()), new Share(JobJson.number(share, "from"),
                        JobJson.number(share, "end"), JobJson.number(share, "count")));
            }
            String rate = JobJson.optionalText(job, "rate");
            return new Redrive(id, DeadLetterFilter.read(job.path("filter")), JobJson.flag(job, "again"),
                    rate == null ? null : RateLimit.parse(rate), JobJson.instant(job, "createdAt"), shares);
        } catch (IllegalArgumentException e) {
            throw new InvalidJsonException(String.valueOf(e.getMessage()));
        }
    }

    private static char unit(Duration period) {
        return period.equals(Duration.ofSeconds(1)) ? 's' : period.equals(Duration.ofMinutes(1)) ? 'm' : 'h';
    }
}
