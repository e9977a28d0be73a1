package dev.carteiro.checker.workload;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of the workload and the endpoint behind it, while it belongs to one tenant. Immutable.
 *
 * @param id two may share one: the second then takes it over from the first during the run
 * @param path of its endpoint, which no other one has
 * @param tenant whose events it gets; {@code null} for those that are nobody's
 * @param pattern the event types it wants
 * @param above only events with a larger amount; negative for no filter
 * @param manner how its endpoint behaves
 * @param fate what happens to it during the run
 * @param schedule the waits between attempts
 * @param timeout of one attempt
 */
public record WorkloadSubscription(String id, String path, @Nullable String tenant, String pattern, int above, EndpointBehaviour manner,
        PlannedChange fate, List<Duration> schedule, Duration timeout, int maxInFlight, String secret) {
    /** What happens to a subscription during the run. */
    public enum PlannedChange {
        STAYS,
        IS_DELETED,
        IS_PAUSED,
        /** Another tenant writes it, while deliveries are queued and wait for retries. */
        IS_REWRITTEN,
        /** It is deleted, and another tenant makes one of the same id. */
        IS_MADE_AGAIN,
        /** It is paused, and another tenant writes it while deliveries are held, and resumes it. */
        IS_REWRITTEN_WHILE_HELD,
        /** Another tenant writes it, and its dead letters are redriven. */
        IS_REWRITTEN_AND_REDRIVEN,
        /** It is the other tenant's, and not there before. */
        TAKES_OVER;

        /** Whether it gets every event that it wants, however late. */
        public boolean lasts() {
            return this == STAYS || this == IS_PAUSED;
        }

        /** Whether it ends by passing to another tenant. */
        public boolean isHandedOver() {
            return Arrays.asList(IS_REWRITTEN, IS_MADE_AGAIN, IS_REWRITTEN_WHILE_HELD, IS_REWRITTEN_AND_REDRIVEN)
                    .contains(this);
        }
    }

    /** A breaker defers what comes for an endpoint that never works, until its age ends: a run has to end as well. */
    private static final Duration MAX_AGE = Duration.ofSeconds(75);

    public WorkloadSubscription {
        schedule = List.copyOf(schedule);
    }

    /** With an endpoint of the same name. */
    public WorkloadSubscription(String id, @Nullable String tenant, String pattern, int above, EndpointBehaviour manner, PlannedChange fate,
            List<Duration> schedule, Duration timeout, int maxInFlight, String secret) {
        this(id, "/" + id, tenant, pattern, above, manner, fate, schedule, timeout, maxInFlight, secret);
    }

    /** Whether an event is for it: the second opinion on the router's matching. */
    public boolean wants(WorkloadEvent fact) {
        boolean sameTenant = tenant == null ? fact.tenant() == null : tenant.equals(fact.tenant());
        return sameTenant && fact.amount() > above && wantsType(fact.type());
    }

    /** Whether its endpoint always answers at once, and nothing happens to it. */
    public boolean isHealthy() {
        return manner == EndpointBehaviour.HEALTHY && fate == PlannedChange.STAYS;
    }

    /** The subscription's record. */
    public String json(String receiver, String state) {
        String owner = tenant == null ? "" : ",\"tenant\":\"" + tenant + "\"";
        String filter = above < 0
                ? ""
                : ",\"filter\":{\"data\":{\"amount\":[{\"numeric\":[\">\"," + above + "]}]}}";
        String waits = schedule.stream().map(wait -> "\"" + Durations.format(wait) + "\"")
                .collect(Collectors.joining(","));
        return "{\"targetUrl\":\"" + receiver + path() + "\",\"events\":[\"" + pattern + "\"]" + owner + filter
                + ",\"state\":\"" + state + "\",\"secrets\":[\"" + secret + "\"],\"timeout\":\""
                + Durations.format(timeout) + "\",\"maxInFlight\":" + maxInFlight + ",\"maxAge\":\""
                + Durations.format(MAX_AGE) + "\",\"retry\":{\"schedule\":["
                + waits + "]}}";
    }

    /** A star stands for one or more characters; no pattern here has more than one. */
    private boolean wantsType(String type) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return type.equals(pattern);
        }
        String before = pattern.substring(0, star);
        String behind = pattern.substring(star + 1);
        return type.startsWith(before) && type.endsWith(behind) && type.length() > before.length() + behind.length();
    }
}
