package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.limit.FairPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Memory and processor time of one request, shared fairly between accounts. Used by the request's thread only. Memory
 * is counted before it is used:
 *
 * <pre>
 *   a body arrives      counted in the pool of bodies as it arrives; 503 at once if that is full
 *   it is processed     counted in the pool of work, after a wait of up to 5 s; 503 after that
 *   it is responded to  stays counted until the last byte is written
 * </pre>
 *
 * <p>There are two pools because a request that waits for processing keeps its body meanwhile.
 *
 * <p>Computations that take milliseconds run in turns on a few threads of their own. Virtual threads run until they
 * block, roughly in order of arrival. Without turns, the caller with most requests would get most of the processors,
 * and small requests would wait behind large ones.
 */
final class RequestResources implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final int RETRY_AFTER_SECONDS = 2;

    /** Equals the time in which a client must read its response: a started response cannot turn into an error. */
    private static final Duration MAX_WAIT_IN_RESPONSE = Duration.ofSeconds(30);

    /** Jackson's tree of {@code [{"":1},...]} takes 31 times its bytes; the rest is for its output. */
    private static final int TREE_FACTOR = 40;

    /** An arriving body is in a buffer that doubles, then in an array. */
    private static final int BODY_FACTOR = 3;

    private static final int MIN_DOCUMENT_BYTES = 16 * 1024;

    /** A document of this size takes a fraction of a millisecond: less than the hand-over to another thread. */
    private static final int INLINE_COMPUTATION_BYTES = 8 * 1024;

    private final Pools pools;
    private final String account;
    private final List<FairPool.Allocation> leases = new ArrayList<>();

    /**
     * Resources that all requests share. Immutable.
     *
     * @param work bytes of memory for documents
     * @param bodies bytes of memory for arriving bodies
     * @param turns one for each thread
     * @param threads run the computations
     */
    record Pools(FairPool work, FairPool bodies, FairPool turns, ExecutorService threads) implements AutoCloseable {
        static Pools of(Runtime process) {
            return of(process.maxMemory() / 8, process.maxMemory() / 16, process.availableProcessors() + 1);
        }

        static Pools of(long work, long bodies, int turns) {
            return new Pools(new FairPool(work), new FairPool(bodies), new FairPool(turns),
                    Executors.newFixedThreadPool(turns, Thread.ofPlatform().daemon().name("api-work-", 0).factory()));
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    RequestResources(Pools pools, String account) {
        this.pools = pools;
        this.account = account;
    }

    /**
     * Waits for memory to read a document and to write it.
     *
     * @param bytes the document's size as JSON
     * @throws ApiException if no memory becomes free in time
     */
    void reserveDocument(long bytes) throws InterruptedException {
        reserve(MIN_DOCUMENT_BYTES + TREE_FACTOR * bytes);
    }

    /**
     * Waits for memory.
     *
     * @param bytes size in memory
     * @throws ApiException if no memory becomes free in time
     */
    void reserve(long bytes) throws InterruptedException {
        leases.add(pools.work().take(account, bytes, MAX_WAIT).orElseThrow(RequestResources::busy));
    }

    /**
     * Starts to count an arriving body.
     *
     * @throws ApiException if no memory is free for a body
     */
    FairPool.Allocation beginBody() throws InterruptedException {
        FairPool.Allocation lease = pools.bodies().take(account, 0, Duration.ZERO).orElseThrow(RequestResources::busy);
        leases.add(lease);
        return lease;
    }

    /**
     * Runs a computation; a small one on the calling thread.
     *
     * @param bytes approximate size of the document as JSON
     * @throws ApiException if the turn does not come in time
     */
    <T> T compute(long bytes, Supplier<T> computation) throws InterruptedException {
        return compute(bytes, computation, MAX_WAIT);
    }

    /** Runs a computation for a started response, which waits as long as its client may. */
    <T> T computeInResponse(long bytes, Supplier<T> computation) throws InterruptedException {
        return compute(bytes, computation, MAX_WAIT_IN_RESPONSE);
    }

    private <T> T compute(long bytes, Supplier<T> computation, Duration atMost) throws InterruptedException {
        if (bytes <= INLINE_COMPUTATION_BYTES) {
            return computation.get();
        }
        try (FairPool.Allocation _ = pools.turns().take(account, 1, atMost).orElseThrow(RequestResources::busy)) {
            return pools.threads().submit(computation::get).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException known -> throw known;
                case Error serious -> throw serious;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Counts more bytes of a body.
     *
     * @return whether memory is free for them
     */
    static boolean grow(FairPool.Allocation body, int bytes) {
        return body.grow((long) BODY_FACTOR * bytes);
    }

    static ApiException busy() {
        return ApiException.retryLater(ErrorCode.BUSY,
                "the memory and threads for requests are in use: send fewer requests at a time, or ask for smaller pages",
                RETRY_AFTER_SECONDS);
    }

    @Override
    public void close() {
        leases.forEach(FairPool.Allocation::close);
        leases.clear();
    }
}
