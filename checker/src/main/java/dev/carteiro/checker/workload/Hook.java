package dev.carteiro.checker.workload;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of the workload and the endpoint behind it. Immutable.
 *
 * @param tenant whose events it gets; {@code null} for those that are nobody's
 * @param pattern the event types it wants
 * @param above only events with a larger amount; negative for no filter
 * @param manner how its endpoint behaves
 * @param fate what happens to it during the run
 * @param schedule the waits between attempts
 * @param timeout of one attempt
 */
public record Hook(String id, @Nullable String tenant, String pattern, int above, Manner manner, Fate fate,
        List<Duration> schedule, Duration timeout, int maxInFlight, String secret) {
    /** What happens to a subscription during the run. */
    public enum Fate {
        STAYS, IS_DELETED, IS_PAUSED
    }

    /** A breaker defers what comes for an endpoint that never works, until its age ends: a run has to end as well. */
    private static final Duration MAX_AGE = Duration.ofSeconds(75);

    public Hook {
        schedule = List.copyOf(schedule);
    }

    public String path() {
        return "/" + id;
    }

    /** Whether an event is for it: the second opinion on the router's matching. */
    public boolean wants(Fact fact) {
        boolean sameTenant = tenant == null ? fact.tenant() == null : tenant.equals(fact.tenant());
        return sameTenant && fact.amount() > above && wantsType(fact.type());
    }

    /** Whether its endpoint always answers at once, and nothing happens to it. */
    public boolean isHealthy() {
        return manner == Manner.HEALTHY && fate == Fate.STAYS;
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
