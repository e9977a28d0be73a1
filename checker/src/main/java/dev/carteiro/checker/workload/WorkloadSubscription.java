package dev.carteiro.checker.workload;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of the workload and its endpoint, while it belongs to one tenant. Immutable.
 *
 * @param id two subscriptions may share an id: the second takes it over from the first during the run
 * @param path of its endpoint, unique
 * @param tenant whose events it gets; {@code null} for events without a tenant
 * @param pattern of the event types
 * @param above only events with a larger amount; negative for no filter
 * @param manner behaviour of its endpoint
 * @param fate its planned change during the run
 * @param schedule waits between attempts
 * @param timeout of one attempt
 */
public record WorkloadSubscription(String id, String path, @Nullable String tenant, String pattern, int above,
        EndpointBehaviour manner,
        PlannedChange fate, List<Duration> schedule, Duration timeout, int maxInFlight, String secret) {
    /** The planned change of a subscription during the run. */
    public enum PlannedChange {
        NONE,
        DELETED,
        PAUSED,
        /** Another tenant writes it while deliveries are queued and wait for retries. */
        REWRITTEN,
        /** It is deleted, and another tenant creates one with the same id. */
        RECREATED,
        /** It is paused; another tenant writes it while deliveries are held, and resumes it. */
        REWRITTEN_WHILE_HELD,
        /** Another tenant writes it, and its dead letters are redriven. */
        REWRITTEN_AND_REDRIVEN,
        /** It is the other tenant's version, which does not exist at first. */
        TAKES_OVER;

        /** Returns whether it must get every matching event, however late. */
        public boolean isPermanent() {
            return this == NONE || this == PAUSED;
        }

        /** Returns whether it ends by passing to another tenant. */
        public boolean isHandedOver() {
            return Arrays.asList(REWRITTEN, RECREATED, REWRITTEN_WHILE_HELD, REWRITTEN_AND_REDRIVEN)
                    .contains(this);
        }
    }

    /** The breaker defers deliveries for a failing endpoint until their maximum age; this bounds the duration of a run. */
    private static final Duration MAX_AGE = Duration.ofSeconds(75);

    public WorkloadSubscription {
        schedule = List.copyOf(schedule);
    }

    /** Creates a subscription whose endpoint has the same name. */
    public WorkloadSubscription(String id, @Nullable String tenant, String pattern, int above, EndpointBehaviour manner,
            PlannedChange fate,
            List<Duration> schedule, Duration timeout, int maxInFlight, String secret) {
        this(id, "/" + id, tenant, pattern, above, manner, fate, schedule, timeout, maxInFlight, secret);
    }

    /** Returns whether it matches an event. Independent of the router's code for matching. */
    public boolean matches(WorkloadEvent fact) {
        boolean sameTenant = tenant == null ? fact.tenant() == null : tenant.equals(fact.tenant());
        return sameTenant && fact.amount() > above && matchesType(fact.type());
    }

    /** Returns whether its endpoint always accepts at once, and the subscription does not change. */
    public boolean isHealthy() {
        return manner == EndpointBehaviour.HEALTHY && fate == PlannedChange.NONE;
    }

    /** Returns the subscription's document. */
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

    /** A star matches one or more characters; patterns here have at most one. */
    private boolean matchesType(String type) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return type.equals(pattern);
        }
        String before = pattern.substring(0, star);
        String behind = pattern.substring(star + 1);
        return type.startsWith(before) && type.endsWith(behind) && type.length() > before.length() + behind.length();
    }
}
