package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.dispatcher.admission.AdmissionDecision;
import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.admission.AdmissionRequest;
import dev.carteiro.dispatcher.admission.EndpointView;
import dev.carteiro.dispatcher.admission.LaneLoad;
import dev.carteiro.dispatcher.admission.PoolKind;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests in flight and the waiting records of one endpoint. Safe for any thread: the lane's loop offers records,
 * and the virtual threads that send take the next ones.
 *
 * <p>It decides nothing. It shows itself to the {@link AdmissionPolicy} under its lock, and does what the policy says
 * before it releases the lock.
 *
 * @param <W> the kind of work that waits
 */
public final class Endpoint<W> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<W> queue = new ArrayDeque<>();
    private final Pace pace;
    private final CircuitBreaker breaker;
    private final DeferralSchedule deferrals;
    private final RecentFailures failures = new RecentFailures();
    private final AdmissionPolicy policy;
    private final long createdNanos;
    private int inFlight;
    private int maxInFlight;
    private int testing;
    private long lastUsedNanos;

    /** The time at which an attempt last ended, or the first attempt under way began. */
    private long progressNanos;

    public Endpoint(long nowNanos) {
        this(AdmissionPolicy.DEFAULT, nowNanos);
    }

    public Endpoint(AdmissionPolicy policy, long nowNanos) {
        this.policy = policy;
        pace = new Pace(policy.tuning().latency());
        breaker = new CircuitBreaker(policy.tuning().breaker());
        deferrals = new DeferralSchedule(policy.tuning().deferral());
        createdNanos = nowNanos;
        lastUsedNanos = nowNanos;
    }

    /**
     * Takes a record in, if the policy says so.
     *
     * @param work makes the record, charged to the pool, once it is to be queued; called under the lock
     * @return where it is {@link AdmissionDecision.Start}, a request is counted as under way, and the caller starts it
     */
    public AdmissionDecision admit(Function<PoolKind, W> work, AdmissionRequest request, LaneLoad lane, Instant now,
            long nowNanos) {
        return locked(() -> {
            lastUsedNanos = nowNanos;
            if (!request.isTest() && request.rateLimit() != null) {
                deferrals.apply(request.rateLimit(), now);
            }
            AdmissionDecision decision = policy.admit(request, view(nowNanos), lane, now);
            switch (decision) {
                case AdmissionDecision.Start(PoolKind pool, boolean isProbe) -> {
                    if (isProbe) {
                        breaker.probe(nowNanos);
                        inFlight++;
                    } else {
                        allow(request, pool);
                        begin(nowNanos);
                    }
                }
                case AdmissionDecision.Queue(PoolKind pool, boolean isHeldBack) -> {
                    allow(request, pool);
                    queue.add(work.apply(pool));
                }
                case AdmissionDecision.Wait wait -> {
                }
                case AdmissionDecision.Defer defer -> deferrals.reserve(defer);
            }
            return decision;
        });
    }

    /**
     * Begins one more request, where the lane was behind when the queue was filled.
     *
     * @return the record with which a new thread begins; {@code null} where those under way get through the queue soon
     *     enough, or no more may be in flight
     */
    public @Nullable W startAnother(long nowNanos) {
        return locked(() -> {
            if (!policy.needsAnotherRequest(view(nowNanos))) {
                return null;
            }
            begin(nowNanos);
            return queue.poll();
        });
    }

    /**
     * Takes the next time at which the rate limit allows an attempt. Records that were admitted together before the
     * first one took its permit may find that the permits of hours are used up; these are deferred.
     */
    public Permit takePermit(RateLimit limit, Instant now) {
        return locked(() -> {
            deferrals.apply(limit, now);
            EndpointView view = view(lastUsedNanos);
            if (!policy.isUsedUp(view, now)) {
                return new Permit.At(deferrals.takePermit(now));
            }
            AdmissionDecision.Defer defer = policy.deferBehindRateLimit(limit, view);
            deferrals.reserve(defer);
            return new Permit.Deferred(defer.until());
        });
    }

    /**
     * Records the end of an attempt.
     *
     * @return true if it opened or closed the breaker
     */
    public boolean attempted(boolean success, Duration took, long nowNanos) {
        return locked(() -> {
            boolean wasOpen = breaker.isOpen();
            pace.record(success, took, nowNanos);
            lastUsedNanos = nowNanos;
            progressNanos = nowNanos;
            if (success) {
                breaker.succeeded();
            } else {
                breaker.failed(nowNanos);
                failures.failed(nowNanos);
            }
            return breaker.isOpen() != wasOpen;
        });
    }

    /** Marks one of the requests in flight as a test, whose duration must not count for the endpoint's health. */
    public void testBegins() {
        lock.lock();
        try {
            testing++;
        } finally {
            lock.unlock();
        }
    }

    /** Records the end of a test. */
    public void testEnded(long nowNanos) {
        lock.lock();
        try {
            if (inFlight == testing) {
                progressNanos = nowNanos;
            }
            testing--;
        } finally {
            lock.unlock();
        }
    }

    /** A record that left the queue without an attempt, to come back when there should be room. */
    public record DeferredWork<W>(W work, AdmissionDecision.Defer defer) {
    }

    /**
     * Removes the matching records from the queue, unless the endpoint is healthy. The queue's bound dates from the
     * time when the endpoint was fast or unknown; an endpoint that hangs since then would keep its records for an hour.
     *
     * @param wasBehind see {@link LaneLoad}
     */
    public List<DeferredWork<W>> shed(Predicate<? super W> which, Instant now, long nowNanos, boolean wasBehind) {
        return locked(() -> {
            if (queue.isEmpty() || policy.isHealthy(view(nowNanos), wasBehind)) {
                return List.of();
            }
            int atOnce = Math.max(1, inFlight);
            return empty(which, () -> policy.deferEvicted(view(nowNanos), atOnce, now));
        });
    }

    /** Empties the queue if the breaker is open. */
    public List<DeferredWork<W>> deferQueue(Instant now, long nowNanos) {
        return locked(() -> {
            if (queue.isEmpty() || !breaker.isOpen()) {
                return List.of();
            }
            int atOnce = Math.max(1, inFlight);
            return empty(work -> true, () -> policy.deferBehindBreaker(view(nowNanos), atOnce, now));
        });
    }

    /** Returns a snapshot of the endpoint. */
    public EndpointState look(Instant now, long nowNanos) {
        return locked(() -> {
            Duration reserved = deferrals.reservedAhead(now);
            Duration inLine = pace.spacing(Math.max(1, inFlight)).multipliedBy(queue.size());
            return new EndpointState(inFlight, queue.size(), reserved.compareTo(inLine) > 0 ? reserved : inLine,
                    failures.at(nowNanos), pace.failuresInARow(), pace.attemptTime(), breaker.state());
        });
    }

    /** Returns the next record for a thread that has finished one; after {@code null} the thread must end. */
    public @Nullable W next() {
        lock.lock();
        try {
            W work = queue.poll();
            if (work == null) {
                inFlight--;
            }
            return work;
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if records wait although more requests would be allowed. */
    public boolean isHeldBack() {
        return locked(() -> policy.isHeldBack(view(lastUsedNanos)));
    }

    /** See {@link AdmissionPolicy#isHealthy}. */
    public boolean isHealthy(long nowNanos, boolean wasBehind) {
        return locked(() -> policy.isHealthy(view(nowNanos), wasBehind));
    }

    /** See {@link AdmissionPolicy#isSucceeding}. */
    public boolean isSucceeding(long nowNanos) {
        return locked(() -> policy.isSucceeding(view(nowNanos)));
    }

    /** Returns true if any attempt has ended, successfully or not. */
    public boolean hasAnswered() {
        return locked(() -> !pace.isUnknown());
    }

    /**
     * Returns true if the endpoint has no work, was unused for the given time, and holds no permit that still counts.
     */
    public boolean isIdleFor(Duration length, Instant now, long nowNanos) {
        return locked(() -> inFlight == 0 && queue.isEmpty() && nowNanos - lastUsedNanos > length.toNanos()
                && !deferrals.remembersPermit(now));
    }

    private EndpointView view(long nowNanos) {
        return new EndpointView(inFlight, inFlight > testing, maxInFlight, queue.size(), nowNanos - createdNanos,
                nowNanos - progressNanos, pace.view(nowNanos), breaker.view(nowNanos), deferrals.nextReservation(),
                deferrals.nextPermit());
    }

    private void allow(AdmissionRequest request, PoolKind pool) {
        maxInFlight = pool == PoolKind.PROBING ? 1 : request.maxInFlight();
    }

    private void begin(long nowNanos) {
        if (inFlight == testing) {
            progressNanos = nowNanos;
        }
        inFlight++;
    }

    private List<DeferredWork<W>> empty(Predicate<? super W> which, Supplier<AdmissionDecision.Defer> defer) {
        List<DeferredWork<W>> shed = new ArrayList<>();
        queue.removeIf(work -> {
            if (!which.test(work)) {
                return false;
            }
            AdmissionDecision.Defer each = defer.get();
            deferrals.reserve(each);
            return shed.add(new DeferredWork<>(work, each));
        });
        return shed;
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
