package dev.carteiro.dispatcher.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carteiro.dispatcher.admission.AdmissionDecision;
import dev.carteiro.dispatcher.admission.AdmissionDecision.Defer;
import dev.carteiro.dispatcher.admission.AdmissionDecision.Queue;
import dev.carteiro.dispatcher.admission.AdmissionDecision.Start;
import dev.carteiro.dispatcher.admission.AdmissionDecision.WaitFor;
import dev.carteiro.dispatcher.admission.AdmissionRequest;
import dev.carteiro.dispatcher.admission.LaneLoad;
import dev.carteiro.dispatcher.admission.PoolKind;
import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.testkit.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private final ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
    private final Endpoint<String> endpoint = new Endpoint<>(time.nanoClock().getAsLong());

    @Test
    void startsAsManyAsMayBeInFlightAndQueuesTheRest() {
        Subscription subscription = subscription("\"maxInFlight\": 2");
        assertThat(offer("a", subscription)).isInstanceOf(Start.class);
        assertThat(offer("b", subscription)).isInstanceOf(Start.class);
        assertThat(offer("c", subscription)).isInstanceOf(Queue.class);

        assertThat(endpoint.next()).isEqualTo("c");
        assertThat(endpoint.next()).isNull();
        assertThat(offer("d", subscription)).isInstanceOf(Start.class);
        assertThat(offer("e", subscription)).isInstanceOf(Queue.class);
    }

    @Test
    void getsNoSecondRequestWhileTheLaneIsBusyAndAllOfThemWhenItIsNot() {
        Subscription subscription = subscription("\"maxInFlight\": 2");
        assertThat(offerToBusyLane("a", subscription)).isInstanceOf(Start.class);
        for (String work : List.of("b", "c", "d")) {
            assertThat(offerToBusyLane(work, subscription)).isInstanceOf(Queue.class);
        }

        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).as("the first may be fast").isNull();
        time.advance(Duration.ofMillis(300));
        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).isEqualTo("b");
        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).as("two are in flight").isNull();
        assertThat(endpoint.next()).isEqualTo("c");
        assertThat(endpoint.next()).isEqualTo("d");
        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).as("nothing waits").isNull();
    }

    /** Requests in flight empty the queue by themselves, and a lane that waits for one that hangs would busy-loop. */
    @Test
    void isNotHeldBackWhenAllItsRequestsAreInFlight() {
        Subscription subscription = subscription("\"maxInFlight\": 2");
        offerToBusyLane("a", subscription);
        offerToBusyLane("b", subscription);
        offerToBusyLane("c", subscription);
        assertThat(endpoint.isHeldBack()).as("one of two").isTrue();

        time.advance(Duration.ofMillis(251));
        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).isEqualTo("b");
        assertThat(endpoint.isHeldBack()).as("both, and one waits").isFalse();
    }

    @Test
    void getsAnotherRequestOnlyIfThoseInFlightDoNotEmptyTheQueueSoon() {
        Subscription subscription = subscription("\"maxInFlight\": 16");
        for (int i = 0; i < 21; i++) {
            offerToBusyLane("work", subscription);
        }
        endpoint.attempted(true, Duration.ofMillis(10), time.nanoClock().getAsLong());
        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).as("20 in 200 ms").isNull();

        time.advance(Duration.ofMillis(13));
        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).as("20 in 260 ms").isNotNull();
        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).as("19 in 124 ms").isNull();

        endpoint.attempted(true, Duration.ofSeconds(1), time.nanoClock().getAsLong());
        for (int inFlight = 2; inFlight < 8; inFlight++) {
            assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).as("134 ms each").isNotNull();
        }
        assertThat(endpoint.startAnother(time.nanoClock().getAsLong())).as("13 in 218 ms").isNull();
    }

    @Test
    void onlyAFastEndpointWaitsForABusyLane() {
        Subscription subscription = subscription("\"maxInFlight\": 1");
        offerToBusyLane("a", subscription);
        endpoint.attempted(true, Duration.ofMillis(200), time.nanoClock().getAsLong());
        for (int i = 0; i < 20; i++) {
            assertThat(offerToBusyLane("queued", subscription)).isInstanceOf(Queue.class);
        }
        assertThat(offerToBusyLane("b", subscription)).isInstanceOf(WaitFor.class);
        assertThat(offer("b", subscription)).satisfies(queueFull(time.instant().plusSeconds(4)));

        endpoint.attempted(false, Duration.ofMillis(200), time.nanoClock().getAsLong());
        assertThat(offerToBusyLane("c", subscription)).as("unwell").isInstanceOf(Defer.class);

        endpoint.attempted(true, Duration.ofSeconds(2), time.nanoClock().getAsLong());
        time.advance(Duration.ofSeconds(10));
        assertThat(offerToBusyLane("d", subscription)).as("slow").isInstanceOf(Defer.class);
    }

    /** In a process that has just started or was suspended, every endpoint looks slow. */
    @Test
    void aSlowEndpointWaitsForABusyLaneUntilItHasBeenSlowForTenSeconds() {
        Subscription subscription = subscription("\"maxInFlight\": 1");
        offerToBusyLane("a", subscription);
        endpoint.attempted(true, Duration.ofSeconds(1), time.nanoClock().getAsLong());
        for (int i = 0; i < 4; i++) {
            offerToBusyLane("queued", subscription);
        }
        time.advance(Duration.ofMillis(9_999));
        endpoint.attempted(true, Duration.ofSeconds(1), time.nanoClock().getAsLong());
        assertThat(offerToBusyLane("b", subscription)).isInstanceOf(WaitFor.class);
        assertThat(offer("b", subscription)).as("not busy").isInstanceOf(Defer.class);

        time.advance(Duration.ofMillis(1));
        assertThat(offerToBusyLane("b", subscription)).isInstanceOf(Defer.class);
    }

    @Test
    void queuesOnlyWhatItProcessesBeforeTheShortestTier() {
        Subscription subscription = subscription("\"maxInFlight\": 2");
        offer("a", subscription);
        offer("b", subscription);
        endpoint.attempted(true, Duration.ofSeconds(1), time.nanoClock().getAsLong());

        // Two at once, one second each: eight in four seconds.
        for (int i = 0; i < 8; i++) {
            assertThat(offer("queued", subscription)).isInstanceOf(Queue.class);
        }
        assertThat(offer("x", subscription)).satisfies(queueFull(time.instant().plusSeconds(4)));
        assertThat(offer("y", subscription)).satisfies(queueFull(time.instant().plusMillis(4_500)));
        assertThat(offer("z", subscription)).satisfies(queueFull(time.instant().plusSeconds(5)));
    }

    @Test
    void queuesNoMoreThanItsPaceAllowsOnceItFails() {
        Subscription subscription = subscription("\"maxInFlight\": 1");
        offer("a", subscription);
        endpoint.attempted(false, Duration.ofSeconds(4), time.nanoClock().getAsLong());
        assertThat(offer("b", subscription)).isInstanceOf(Queue.class);
        assertThat(offer("c", subscription)).isInstanceOf(Defer.class);
    }

    /** An endpoint that was slow once must not delay its backlog for hours after it has recovered. */
    @Test
    void defersNoFurtherThanItsForecast() {
        Subscription subscription = subscription("\"maxInFlight\": 1");
        offer("a", subscription);
        endpoint.attempted(true, Duration.ofSeconds(5), time.nanoClock().getAsLong());
        time.advance(Duration.ofMinutes(1));
        offer("queued", subscription);

        for (int i = 0; i < 120; i++) {
            assertThat(offer("deferred", subscription))
                    .satisfies(queueFull(time.instant().plusSeconds(4 + 5 * i)));
        }
        assertThat(offer("again", subscription)).satisfies(queueFull(time.instant().plusSeconds(4)));
    }

    /**
     * The first attempts of a process are slow for any endpoint; a healthy backlog must not wait ten minutes because of it.
     */
    @Test
    void forecastsTenTimesAsFarAsTheEndpointHasBeenKnown() {
        Subscription subscription = subscription("\"maxInFlight\": 1");
        offer("a", subscription);
        endpoint.attempted(true, Duration.ofSeconds(5), time.nanoClock().getAsLong());
        offer("queued", subscription);
        for (int second : new int[]{4, 9, 4, 9, 4}) {
            assertThat(offer("deferred", subscription))
                    .satisfies(queueFull(time.instant().plusSeconds(second)));
        }

        time.advance(Duration.ofSeconds(2));
        for (int second : new int[]{7, 12, 17, 4}) {
            assertThat(offer("deferred", subscription))
                    .satisfies(queueFull(time.instant().plusSeconds(second)));
        }
    }

    /**
     * Its process was suspended with requests in flight, whose responses waited in their sockets: the endpoint was never
     * slow.
     */
    @Test
    void forecastsANewPaceNoFurtherThanANewEndpoint() {
        Subscription subscription = subscription("\"maxInFlight\": 16");
        offer("a", subscription);
        endpoint.attempted(true, Duration.ofMillis(5), time.nanoClock().getAsLong());
        time.advance(Duration.ofMinutes(10));
        endpoint.attempted(true, Duration.ofMillis(5), time.nanoClock().getAsLong());
        for (int i = 0; i < 16; i++) {
            offer("under way", subscription);
            endpoint.attempted(true, Duration.ofSeconds(15), time.nanoClock().getAsLong());
        }

        List<Instant> dues = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (offer("burst", subscription) instanceof Defer(Instant due, Moved.MoveReason why, Instant next)) {
                dues.add(due);
            }
        }
        assertThat(dues).hasSizeGreaterThan(100);
        assertThat(dues).allMatch(due -> !due.isAfter(time.instant().plusSeconds(11)));
    }

    @Test
    void aTestKeepsToTheInFlightLimitAndToNothingElse() {
        Subscription subscription = subscription("\"maxInFlight\": 1, \"rateLimit\": \"1/h\"");
        endpoint.takePermit(RateLimit.parse("1/h"), time.instant());
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofSeconds(5));
            endpoint.attempted(false, Duration.ofMillis(1), time.nanoClock().getAsLong());
        }
        assertThat(breaker()).isEqualTo(EndpointState.BreakerState.OPEN);
        assertThat(offer("delivery", subscription)).isInstanceOf(Defer.class);

        assertThat(test("test", subscription)).isInstanceOf(Start.class);
        assertThat(test("another", subscription)).isInstanceOf(Queue.class);
    }

    /** Otherwise a test would defer the records of a healthy endpoint. */
    @Test
    void aTestThatHangsDoesNotMakeAnEndpointLookStalled() {
        Subscription subscription = subscription("\"maxInFlight\": 2");
        offer("a", subscription);
        endpoint.attempted(true, Duration.ofMillis(1), time.nanoClock().getAsLong());
        endpoint.next();

        test("test", subscription);
        endpoint.testBegins();
        time.advance(Duration.ofSeconds(5));
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).isTrue();

        offer("b", subscription);
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).as("b has just started").isTrue();
        time.advance(Duration.ofSeconds(2));
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).as("b hangs").isFalse();
    }

    @Test
    void keepsASingleRequestWhenTheLaneIsFull() {
        Subscription subscription = subscription("\"maxInFlight\": 16");
        assertThat(offerToFullLane(subscription)).isInstanceOf(Start.class);
        assertThat(offerToFullLane(subscription)).isInstanceOf(Defer.class);
    }

    @Test
    void handsOutPermitsAtTheRateLimit() {
        RateLimit limit = RateLimit.parse("2/s");
        Instant now = time.instant();
        assertThat(endpoint.takePermit(limit, now)).isEqualTo(new Permit.At(now));
        assertThat(endpoint.takePermit(limit, now)).isEqualTo(new Permit.At(now.plusMillis(500)));
        assertThat(endpoint.takePermit(limit, now)).isEqualTo(new Permit.At(now.plusMillis(1_000)));
    }

    @Test
    void defersAtTheRateLimitsPaceWhatItCannotSendSoon() {
        Subscription subscription = subscription("\"rateLimit\": \"1/s\"");
        for (int i = 0; i < 5; i++) {
            endpoint.takePermit(RateLimit.parse("1/s"), time.instant());
        }
        assertThat(offer("a", subscription)).satisfies(rateLimited(time.instant().plusSeconds(5)));
        assertThat(offer("b", subscription)).satisfies(rateLimited(time.instant().plusSeconds(6)));
    }

    @Test
    void doesNotHoldABurstInMemoryForHours() {
        RateLimit limit = RateLimit.parse("1/h");
        Subscription subscription = subscription("\"rateLimit\": \"1/h\"");
        Instant now = time.instant();
        // All are let in before the first attempt begins and takes its permit.
        assertThat(offer("a", subscription)).isInstanceOf(Start.class);
        assertThat(offer("b", subscription)).isInstanceOf(Start.class);
        assertThat(offer("c", subscription)).isInstanceOf(Start.class);

        assertThat(endpoint.takePermit(limit, now)).isEqualTo(new Permit.At(now));
        assertThat(endpoint.takePermit(limit, now)).isEqualTo(new Permit.Deferred(now.plus(Duration.ofHours(1))));
        assertThat(endpoint.takePermit(limit, now)).isEqualTo(new Permit.Deferred(now.plus(Duration.ofHours(2))));

        // The deferred ones took no permits, so the first of them finds one when it returns.
        Instant later = now.plus(Duration.ofHours(1));
        assertThat(endpoint.takePermit(limit, later)).isEqualTo(new Permit.At(later));
    }

    @Test
    void aRaisedRateLimitAppliesAtOnce() {
        Instant now = time.instant();
        endpoint.takePermit(RateLimit.parse("1/h"), now);
        Subscription raised = subscription("\"rateLimit\": \"100/s\"");
        assertThat(offer("a", raised)).isInstanceOf(Start.class);
        assertThat(endpoint.takePermit(RateLimit.parse("100/s"), now)).isEqualTo(new Permit.At(now.plusMillis(10)));
    }

    @Test
    void aLoweredRateLimitCountsFromTheLastAttempt() {
        Instant now = time.instant();
        assertThat(endpoint.takePermit(RateLimit.parse("100/s"), now)).isEqualTo(new Permit.At(now));
        assertThat(endpoint.takePermit(RateLimit.parse("1/h"), now.plusSeconds(60)))
                .isEqualTo(new Permit.Deferred(now.plus(Duration.ofHours(1))));
    }

    @Test
    void deferralsUnderAnotherRateLimitDelayNothing() {
        Instant now = time.instant();
        endpoint.takePermit(RateLimit.parse("1/h"), now);
        endpoint.takePermit(RateLimit.parse("1/h"), now);
        assertThat(endpoint.takePermit(RateLimit.parse("1/h"), now))
                .isEqualTo(new Permit.Deferred(now.plus(Duration.ofHours(2))));

        assertThat(endpoint.takePermit(RateLimit.parse("6/h"), now))
                .isEqualTo(new Permit.Deferred(now.plus(Duration.ofMinutes(10))));
        assertThat(endpoint.takePermit(RateLimit.parse("6/h"), now))
                .isEqualTo(new Permit.Deferred(now.plus(Duration.ofMinutes(20))));
    }

    @Test
    void isNotEvictedBeforeItsRateLimitAllowsTheNextAttempt() {
        Duration tenMinutes = Duration.ofMinutes(10);
        endpoint.takePermit(RateLimit.parse("2/h"), time.instant());

        time.advance(Duration.ofMinutes(11));
        assertThat(isIdleFor(tenMinutes)).isFalse();
        time.advance(Duration.ofMinutes(19).minusMillis(1));
        assertThat(isIdleFor(tenMinutes)).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(isIdleFor(tenMinutes)).isTrue();
    }

    @Test
    void isEvictedIfNoPermitStillCounts() {
        endpoint.takePermit(RateLimit.parse("100/s"), time.instant());
        time.advance(Duration.ofMinutes(11));
        assertThat(isIdleFor(Duration.ofMinutes(10))).isTrue();

        endpoint.takePermit(RateLimit.parse("1/h"), time.instant());
        Instant setBack = time.instant().minus(Duration.ofDays(365));
        assertThat(endpoint.isIdleFor(Duration.ofMinutes(10), setBack, time.nanoClock().getAsLong())).isTrue();
    }

    private boolean isIdleFor(Duration length) {
        return endpoint.isIdleFor(length, time.instant(), time.nanoClock().getAsLong());
    }

    @Test
    void aClockThatWasSetBackDelaysNoAttempt() {
        RateLimit limit = RateLimit.parse("2/s");
        Instant now = time.instant();
        endpoint.takePermit(limit, now);
        Instant before = now.minus(Duration.ofHours(1));
        assertThat(endpoint.takePermit(limit, before)).isEqualTo(new Permit.At(before));
    }

    @Test
    void isHealthyWhileNewAndAfterASuccess() {
        long created = time.nanoClock().getAsLong();
        assertThat(endpoint.isHealthy(created, false)).isTrue();
        time.advance(Duration.ofSeconds(2));
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).isFalse();

        endpoint.attempted(true, Duration.ofMillis(5), time.nanoClock().getAsLong());
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).isTrue();
        endpoint.attempted(false, Duration.ofMillis(5), time.nanoClock().getAsLong());
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).isFalse();
    }

    @Test
    void defersTheQueueOfAnEndpointThatHangs() {
        Subscription subscription = subscription("\"maxInFlight\": 1");
        for (String work : List.of("in flight", "a", "stays", "b")) {
            offer(work, subscription);
        }
        assertThat(shed()).as("while it is new").isEmpty();

        time.advance(Duration.ofSeconds(2));
        assertThat(shed()).extracting(Endpoint.DeferredWork::work).containsExactly("a", "b");
        assertThat(endpoint.next()).isEqualTo("stays");
        assertThat(endpoint.next()).isNull();
    }

    @Test
    void defersTheQueueAtTheEndpointsPace() {
        Subscription subscription = subscription("\"maxInFlight\": 1");
        for (String work : List.of("in flight", "a", "b")) {
            offer(work, subscription);
        }
        endpoint.attempted(false, Duration.ofSeconds(5), time.nanoClock().getAsLong());
        assertThat(shed()).extracting(Endpoint.DeferredWork::work, shed -> shed.defer().until()).containsExactly(
                tuple("a", time.instant().plusSeconds(4)), tuple("b", time.instant().plusSeconds(9)));
    }

    @Test
    void aBrokenEndpointGetsOneProbeAtATimeAndItsQueueIsDeferred() {
        Subscription subscription = subscription("\"maxInFlight\": 10");
        for (int i = 0; i < 12; i++) {
            offer("work-" + i, subscription);
        }
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofSeconds(i == 9 ? 30 : 0));
            assertThat(endpoint.deferQueue(time.instant(), time.nanoClock().getAsLong())).isEmpty();
            endpoint.attempted(false, Duration.ofSeconds(1), time.nanoClock().getAsLong());
        }
        assertThat(breaker()).isEqualTo(EndpointState.BreakerState.OPEN);
        // Ten at once, a second each: a tenth of a second apart, from the next probe on.
        assertThat(endpoint.deferQueue(time.instant(), time.nanoClock().getAsLong()))
                .extracting(Endpoint.DeferredWork::work, shed -> shed.defer().until()).containsExactly(
                        tuple("work-10", time.instant().plusSeconds(5)),
                        tuple("work-11", time.instant().plusMillis(5_100)));
        for (int i = 0; i < 10; i++) {
            assertThat(endpoint.next()).isNull();
        }
        assertThat(offer("early", subscription)).isInstanceOf(Defer.class);

        time.advance(Duration.ofSeconds(5));
        assertThat(offer("probe", subscription)).isInstanceOf(Start.class);
        assertThat(breaker()).isEqualTo(EndpointState.BreakerState.PROBING);
        assertThat(offer("another", subscription)).isInstanceOf(Defer.class);
        endpoint.attempted(true, Duration.ofMillis(5), time.nanoClock().getAsLong());
        assertThat(breaker()).isEqualTo(EndpointState.BreakerState.CLOSED);
        assertThat(offer("flows", subscription)).isInstanceOf(Start.class);
    }

    @Test
    void isNotHealthyOnceTheRequestsInFlightHang() {
        Subscription subscription = subscription("\"maxInFlight\": 2");
        endpoint.attempted(true, Duration.ofMillis(5), time.nanoClock().getAsLong());
        time.advance(Duration.ofSeconds(3));
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).as("nothing is in flight").isTrue();
        offer("a", subscription);
        time.advance(Duration.ofSeconds(1));
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).isFalse();
        endpoint.attempted(true, Duration.ofMillis(1_001), time.nanoClock().getAsLong());
        assertThat(endpoint.isHealthy(time.nanoClock().getAsLong(), false)).isTrue();
    }

    /** In the second for which a request seems to hang, this process may have had no time for it. */
    @Test
    void whileTheProcessorsAreBusyItCountsAsHangingAfterFiveSeconds() {
        Subscription subscription = subscription("\"maxInFlight\": 1");
        time.advance(Duration.ofMillis(4_999));
        assertThat(isHealthyWhileBusy()).as("no result is known").isTrue();
        offer("a", subscription);
        endpoint.attempted(true, Duration.ofMillis(10), time.nanoClock().getAsLong());
        assertThat(endpoint.next()).isNull();
        offer("b", subscription);
        offer("c", subscription);
        time.advance(Duration.ofSeconds(5));
        assertThat(isHealthyWhileBusy()).isTrue();
        assertThat(endpoint.shed(work -> true, time.instant(), time.nanoClock().getAsLong(), true)).isEmpty();

        time.advance(Duration.ofMillis(1));
        assertThat(isHealthyWhileBusy()).isFalse();
        assertThat(endpoint.shed(work -> true, time.instant(), time.nanoClock().getAsLong(), true)).hasSize(1);
    }

    @Test
    void whileTheProcessorsAreBusyItIsUnknownForFiveSeconds() {
        time.advance(Duration.ofSeconds(5));
        assertThat(isHealthyWhileBusy()).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(isHealthyWhileBusy()).isFalse();
    }

    private boolean isHealthyWhileBusy() {
        return endpoint.isHealthy(time.nanoClock().getAsLong(), true);
    }

    private List<Endpoint.DeferredWork<String>> shed() {
        return endpoint.shed(work -> !work.equals("stays"), time.instant(), time.nanoClock().getAsLong(), false);
    }

    private AdmissionDecision offer(String work, Subscription subscription) {
        return admit(work, subscription, false, new LaneLoad(false, false, Set.of(), true, 100));
    }

    private AdmissionDecision offerToBusyLane(String work, Subscription subscription) {
        return admit(work, subscription, false, new LaneLoad(true, true, Set.of(), true, 100));
    }

    private AdmissionDecision offerToFullLane(Subscription subscription) {
        return admit("work", subscription, false,
                new LaneLoad(false, false, Set.of(PoolKind.HEALTHY, PoolKind.DOUBTFUL), false, 100));
    }

    private AdmissionDecision test(String work, Subscription subscription) {
        return admit(work, subscription, true, new LaneLoad(false, false, Set.of(), true, 100));
    }

    private AdmissionDecision admit(String work, Subscription subscription, boolean isTest, LaneLoad lane) {
        return endpoint.admit(pool -> work, AdmissionRequest.of(subscription, isTest), lane, time.instant(),
                time.nanoClock().getAsLong());
    }

    private static Consumer<AdmissionDecision> queueFull(Instant due) {
        return deferred(due, Moved.MoveReason.QUEUE_FULL);
    }

    private static Consumer<AdmissionDecision> rateLimited(Instant due) {
        return deferred(due, Moved.MoveReason.RATE_LIMITED);
    }

    private static Consumer<AdmissionDecision> deferred(Instant due, Moved.MoveReason why) {
        return decision -> assertThat(decision).isInstanceOfSatisfying(Defer.class, defer -> {
            assertThat(defer.until()).isEqualTo(due);
            assertThat(defer.why()).isEqualTo(why);
        });
    }

    private static Subscription subscription(String members) {
        String json = "{\"targetUrl\": \"https://example.com/\", \"events\": [\"*\"], " + members + "}";
        return switch (new SubscriptionReader(AllowedTargets.NONE).read("sub", json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid valid -> valid.subscription();
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }

    @Test
    void itsStateHasTheWaitOfTheLastDeliveryAndTheRecentFailures() {
        Subscription subscription = subscription("\"maxInFlight\": 2");
        for (int i = 0; i < 5; i++) {
            offer("work-" + i, subscription);
        }
        endpoint.attempted(false, Duration.ofSeconds(2), time.nanoClock().getAsLong());
        endpoint.attempted(false, Duration.ofSeconds(2), time.nanoClock().getAsLong());

        EndpointState now = endpoint.look(time.instant(), time.nanoClock().getAsLong());
        assertThat(now).isEqualTo(new EndpointState(2, 3, Duration.ofSeconds(3), 2, 2, Duration.ofSeconds(2),
                EndpointState.BreakerState.CLOSED));
        time.advance(Duration.ofMinutes(10));
        assertThat(endpoint.look(time.instant(), time.nanoClock().getAsLong()).recentFailures()).isEqualTo(0.5);
    }

    private EndpointState.BreakerState breaker() {
        return endpoint.look(time.instant(), time.nanoClock().getAsLong()).breaker();
    }
}
