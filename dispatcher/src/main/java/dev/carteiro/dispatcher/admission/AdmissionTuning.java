package dev.carteiro.dispatcher.admission;

import java.time.Duration;

/**
 * The constants of the {@link AdmissionPolicy}. Immutable.
 *
 * @param worthWaiting the longest wait in memory, for room in a queue or for a permit. Shorter than the shortest retry
 *     tier: what waits longer is better off there
 * @param nearestGuess the distance to which an endpoint's pace is trusted from the first attempt on
 * @param furthestGuess the distance to which it is trusted at most: the endpoint may have recovered long before
 * @param worthOfKnowing how many times as far ahead as the pace has been steady it is trusted. A process's first attempts
 *     are slow whoever responds, and so is what was under way while a process was suspended: neither says anything about
 *     ten minutes
 * @param soon a queue that the requests under way get through in this time needs no further request while the processors
 *     are busy
 * @param recentSuccess an endpoint that has succeeded within this time may use the healthy endpoints' memory
 * @param stalled a request that takes longer is slow, whatever the endpoint's pace has been
 * @param stalledAttempts the same, as a multiple of the endpoint's usual time, for endpoints that are slow by nature
 * @param unknown until then nothing can be known of a new endpoint
 * @param stalledOrUnknownWhileBusy in the place of {@code stalled} and {@code unknown} while the processors are behind: in a
 *     process that is cold, or was suspended, every endpoint seems to hang
 * @param quick an endpoint whose attempts take no longer is worth holding up a partition for, while the lane is what is slow
 * @param slowFor an endpoint is slow, and not the process, once it has been slow for this long
 * @param busyRetry until a delivery is looked at again that waits for the processors: about the time of a few rounds
 */
public record AdmissionTuning(Duration worthWaiting, Duration nearestGuess, Duration furthestGuess, int worthOfKnowing,
        Duration soon, Duration recentSuccess, Duration stalled, int stalledAttempts, Duration unknown,
        Duration stalledOrUnknownWhileBusy, Duration quick, Duration slowFor, Duration busyRetry) {
    public static final AdmissionTuning DEFAULT = new AdmissionTuning(Duration.ofSeconds(4), Duration.ofSeconds(10),
            Duration.ofMinutes(10), 10, Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofSeconds(1), 8,
            Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMillis(250), Duration.ofSeconds(10),
            Duration.ofMillis(5));
}
