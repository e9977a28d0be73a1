package dev.carteiro.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FairPoolTest {
    private static final Duration LONG_TIMEOUT = Duration.ofMinutes(1);

    private final FairPool pool = new FairPool(12);

    private Optional<FairPool.Allocation> take(String account, long amount) throws InterruptedException {
        return pool.take(account, amount, Duration.ZERO);
    }

    private int takesAll(String account) throws InterruptedException {
        int taken = 0;
        while (take(account, 1).isPresent()) {
            taken++;
        }
        return taken;
    }

    @Test
    void aCallerHoldsNoMoreThanItLeavesFree() throws InterruptedException {
        assertThat(takesAll("greedy")).isEqualTo(6);
        assertThat(takesAll("second")).isEqualTo(3);
        assertThat(takesAll("third")).isEqualTo(2);
        assertThat(takesAll("fourth")).isEqualTo(1);
        assertThat(pool.inUse()).isEqualTo(12);
    }

    @Test
    void aPartLargerThanThePoolIsHeldAlone() throws InterruptedException {
        FairPool.Allocation all = take("a", 1_000).orElseThrow();
        assertThat(pool.inUse()).isEqualTo(12);
        assertThat(take("b", 1)).isEmpty();
        all.close();
        all.close();
        assertThat(pool.inUse()).isZero();
        assertThat(take("b", 1)).isPresent();
        assertThat(take("a", 1_000)).isEmpty();
    }

    @Test
    void aPartGrowsWhileThePoolHasCapacity() throws InterruptedException {
        FairPool.Allocation lease = take("a", 0).orElseThrow();
        assertThat(lease.grow(6)).isTrue();
        assertThat(lease.grow(1)).isFalse();
        lease.close();
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void theWaiterThatHoldsLeastIsServedFirst() throws Exception {
        List<FairPool.Allocation> greedy = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            greedy.add(take("greedy", 1).orElseThrow());
        }
        FairPool.Allocation large = take("other", 5).orElseThrow();
        assertThat(take("third", 1)).isPresent();
        List<String> order = new ArrayList<>();
        Future<FairPool.Allocation> more = waits("greedy", order);
        Future<FairPool.Allocation> first = waits("newcomer", order);

        greedy.removeFirst().close();

        first.get().close();
        assertThat(order).containsExactly("newcomer");
        large.close();
        more.get().close();
        assertThat(order).containsExactly("newcomer", "greedy");
    }

    @Test
    void anInterruptedWaiterHoldsNothing() throws Exception {
        FairPool.Allocation all = take("a", 12).orElseThrow();
        FutureTask<Optional<FairPool.Allocation>> waiting = new FutureTask<>(() -> pool.take("b", 1, LONG_TIMEOUT));
        Thread thread = Thread.ofVirtual().start(waiting);
        awaitWaiting(thread);
        thread.interrupt();
        assertThatThrownBy(waiting::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        all.close();
        assertThat(pool.inUse()).isZero();
    }

    private Future<FairPool.Allocation> waits(String account, List<String> order) {
        CompletableFuture<FairPool.Allocation> granted = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                FairPool.Allocation lease = pool.take(account, 1, LONG_TIMEOUT).orElseThrow();
                synchronized (order) {
                    order.add(account);
                }
                granted.complete(lease);
            } catch (InterruptedException | RuntimeException e) {
                granted.completeExceptionally(e);
            }
        });
        awaitWaiting(thread);
        return granted;
    }

    private static void awaitWaiting(Thread thread) {
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }
}
