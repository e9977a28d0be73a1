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
 * A job that sends dead letters again, as it was planned. Immutable; how far it has come stands in
 * {@link RedriveProgress}.
 *
 * @param id {@code redrive-<uuid>}
 * @param filter which letters
 * @param again whether letters that an earlier job has redriven are meant, too
 * @param rate of all partitions together; {@code null} for as fast as it goes
 * @param createdAt when it was planned
 * @param shares the partitions that have letters to redrive
 */
public record Redrive(String id, DeadLetterFilter filter, boolean again, @Nullable RateLimit rate, Instant createdAt,
        SortedMap<Integer, Share> shares) {
    public Redrive {
        shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
    }

    /**
     * One partition's part.
     *
     * @param from the first letter's offset
     * @param end behind the last one's
     * @param count of letters to redrive
     */
    public record Share(long from, long end, long count) {
        boolean covers(long offset) {
            return offset >= from && offset < end;
        }

        /** The part of it that lies below this offset. */
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

    /** Over all partitions. */
    public long count() {
        return shares.values().stream().mapToLong(Share::count).sum();
    }

    /** Whether the letter that lies there is this job's, leaving aside what earlier jobs have done. */
    public boolean covers(int partition, long offset, DeadLetter letter) {
        Share share = shares.get(partition);
        return share != null && share.covers(offset) && filter.matches(letter);
    }

    /**
     * The time between two letters of one partition. Each gets the part of the rate that it has of the letters, so that
     * all partitions end together.
     *
     * @return zero for as fast as it goes
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
