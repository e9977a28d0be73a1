package dev.carteiro.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedDnsTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORT_TIMEOUT = Duration.ofMillis(20);
    private static final int THREADS = 8;
    private static final CallOwner ACME = CallOwner.of("acme", "any");
    private static final CallOwner UMBRELLA = CallOwner.of("umbrella", "any");

    private final Map<String, AtomicInteger> lookUps = new ConcurrentHashMap<>();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private volatile CountDownLatch answering = new CountDownLatch(1);

    @AfterEach
    void answer() {
        answering.countDown();
    }

    @Test
    void looksUpANameOnceForAllConcurrentCallers() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, THREADS, THREADS, 10)) {
            List<FutureTask<List<InetAddress>>> askers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                askers.add(ask(dns, "hanging.example"));
            }
            assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo("hanging.example");
            Awaitility.await().until(() -> dns.waitingFor("hanging.example") == 20);
            answering.countDown();

            for (FutureTask<List<InetAddress>> asker : askers) {
                assertThat(asker.get(10, TimeUnit.SECONDS)).containsExactly(ADDRESS);
            }
            assertThat(lookUps.get("hanging.example")).hasValue(1);
        }
    }

    @Test
    void givesUpANameThatHangs() {
        try (BoundedDns dns = new BoundedDns(this::resolve, SHORT_TIMEOUT, THREADS, THREADS, 10)) {
            assertThatThrownBy(() -> dns.lookup("hanging.example")).isInstanceOf(UnknownHostException.class)
                    .hasMessage("look-up of 'hanging.example' timed out: its name servers do not respond");
        }
    }

    @Test
    void waitsNoLongerThanItsCall() {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, THREADS, THREADS, 10)) {
            OkHttpClient client = GuardedClient.create(AllowedTargets.NONE, ConnectionSettings.DEFAULT, dns)
                    .newBuilder()
                    .callTimeout(SHORT_TIMEOUT).build();
            long began = System.nanoTime();

            assertThatThrownBy(
                    () -> client.newCall(new Request.Builder().url("https://hanging.example/").build()).execute())
                    .isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG_TIMEOUT.dividedBy(2));
        }
    }

    /** A quarter of the threads is reserved for names whose last look-up succeeded in time. */
    @Test
    void hangingNamesCannotOccupyEveryThread() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, THREADS, THREADS, 100)) {
            assertThat(dns.lookup("good.example")).containsExactly(ADDRESS);
            List<FutureTask<List<InetAddress>>> askers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                askers.add(ask(dns, "hanging" + i + ".example"));
            }
            for (int i = 0; i < THREADS / 4 * 3; i++) {
                assertThat(begun.poll(10, TimeUnit.SECONDS)).isNotNull();
            }

            assertThat(dns.lookup("good.example")).containsExactly(ADDRESS);
            assertThat(begun).as("more threads for unknown names").isEmpty();
            assertThat(askers).noneMatch(FutureTask::isDone);
        }
    }

    @Test
    void namesThatHungBeforeGetAtMostHalfOfTheThreads() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, SHORT_TIMEOUT, THREADS, THREADS, 100)) {
            CountDownLatch firstTime = answering;
            askInTurn(dns);
            answering = new CountDownLatch(1);
            firstTime.countDown();
            Awaitility.await().until(() -> dns.busyThreads() == 0);
            begun.clear();

            askInTurn(dns);

            assertThat(begun).hasSize(THREADS / 2);
            assertThat(dns.lookup("new.example")).containsExactly(ADDRESS);
        }
    }

    /** One tenant has seventy names whose servers do not respond; another tenant's new name is looked up at once. */
    @Test
    void oneOwnersHangingNamesDoNotDelayAnothersNewName() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, THREADS, THREADS / 2, 100)) {
            List<FutureTask<List<InetAddress>>> askers = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                askers.add(ask(dns, ACME, "hanging" + i + ".example"));
            }
            for (int i = 0; i < THREADS / 2 * 3 / 4; i++) {
                assertThat(begun.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
            Awaitility.await().until(() -> dns.waitingFor("hanging69.example") == 1);

            assertThat(dns.lookup("new.example", UMBRELLA)).containsExactly(ADDRESS);

            assertThat(begun).as("more threads for the one owner").isEmpty();
            assertThat(askers).noneMatch(FutureTask::isDone);
        }
    }

    /** Slow names that always respond are trusted, but their owner gets no more threads for that. */
    @Test
    void oneOwnersTrustedNamesDoNotDelayAnothersNewName() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, THREADS, THREADS / 2, 100)) {
            CountDownLatch firstTime = answering;
            firstTime.countDown();
            for (int i = 0; i < THREADS * 2; i++) {
                assertThat(dns.lookup("hanging" + i + ".example", ACME)).containsExactly(ADDRESS);
            }
            answering = new CountDownLatch(1);
            begun.clear();
            List<FutureTask<List<InetAddress>>> askers = new ArrayList<>();
            for (int i = 0; i < THREADS * 2; i++) {
                askers.add(ask(dns, ACME, "hanging" + i + ".example"));
            }
            for (int i = 0; i < THREADS / 2; i++) {
                assertThat(begun.poll(10, TimeUnit.SECONDS)).isNotNull();
            }

            assertThat(dns.lookup("new.example", UMBRELLA)).containsExactly(ADDRESS);
            assertThat(begun).isEmpty();
            assertThat(askers).noneMatch(FutureTask::isDone);
        }
    }

    @Test
    void ownersWithQueuedNamesTakeTurns() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, 1, 1, 100)) {
            askAndAwait(dns, ACME, "hanging-first.example");
            assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo("hanging-first.example");
            for (int i = 0; i < 3; i++) {
                askAndAwait(dns, ACME, "hanging-a" + i + ".example");
            }
            askAndAwait(dns, UMBRELLA, "hanging-u0.example");
            askAndAwait(dns, UMBRELLA, "hanging-u1.example");
            askAndAwait(dns, CallOwner.of(null, "lonely"), "hanging-l0.example");

            answering.countDown();

            for (String name : List.of("a0", "u0", "l0", "a1", "u1", "a2")) {
                assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo("hanging-" + name + ".example");
            }
        }
    }

    @Test
    void anOwnerDoesNotWaitBehindAnothersQueueForANameInIt() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, THREADS, 1, 100)) {
            askAndAwait(dns, ACME, "hanging-first.example");
            askAndAwait(dns, ACME, "shared.example");

            assertThat(dns.lookup("shared.example", UMBRELLA)).containsExactly(ADDRESS);

            Awaitility.await().until(() -> dns.waitingFor("shared.example") == 0 && dns.busyThreads() == 1);
            assertThat(lookUps.get("shared.example")).hasValue(1);
        }
    }

    @Test
    void rejectsAnOwnerWithAFullQueueButNoOther() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, THREADS, 1, 2)) {
            for (int i = 0; i < 3; i++) {
                askAndAwait(dns, ACME, "hanging" + i + ".example");
            }

            assertThatThrownBy(() -> dns.lookup("other.example", ACME)).isInstanceOf(UnknownHostException.class)
                    .hasMessage("'other.example' was not looked up: 2 names are already queued");
            assertThat(dns.lookup("other.example", UMBRELLA)).containsExactly(ADDRESS);
        }
    }

    /** The owner is the request's tag; requests without one belong to the process. */
    @Test
    void aCallsTagNamesItsOwner() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, THREADS, 1, 100)) {
            OkHttpClient client = GuardedClient.create(AllowedTargets.NONE, ConnectionSettings.DEFAULT, dns);
            askAndAwait(dns, ACME, "hanging.example");
            OkHttpClient hasty = client.newBuilder().callTimeout(Duration.ofMillis(200)).build();

            assertThatThrownBy(() -> hasty.newCall(request("mine.example", ACME)).execute())
                    .isInstanceOf(IOException.class);
            assertThat(lookUps).as("acme's one thread is busy").doesNotContainKey("mine.example");
            assertThatThrownBy(() -> client.newCall(request("yours.example", UMBRELLA)).execute())
                    .isInstanceOf(RefusedTargetException.class);
            assertThat(lookUps).containsKey("yours.example");
        }
    }

    @Test
    void withoutATenantEachSubscriptionIsAnOwner() {
        assertThat(CallOwner.of("acme", "one")).isEqualTo(CallOwner.of("acme", "two"))
                .isNotEqualTo(CallOwner.of("umbrella", "one")).isNotEqualTo(CallOwner.of(null, "acme"));
        assertThat(CallOwner.of(null, "one")).isNotEqualTo(CallOwner.of(null, "two"));
    }

    private static Request request(String host, CallOwner owner) {
        return new Request.Builder().url("https://" + host + "/").tag(CallOwner.class, owner).build();
    }

    private static void askAndAwait(BoundedDns dns, CallOwner owner, String name) {
        FutureTask<List<InetAddress>> asker = ask(dns, owner, name);
        Awaitility.await().until(() -> dns.waitingFor(name) == 1);
        assertThat(asker.isDone()).isFalse();
    }

    private static FutureTask<List<InetAddress>> ask(BoundedDns dns, CallOwner owner, String name) {
        FutureTask<List<InetAddress>> asker = new FutureTask<>(() -> dns.lookup(name, owner));
        Thread.ofVirtual().start(asker);
        return asker;
    }

    @Test
    void rejectsAtOnceIfTooManyNamesAreQueued() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG_TIMEOUT, 1, 1, 0)) {
            assertThat(dns.lookup("good.example")).containsExactly(ADDRESS);
            FutureTask<List<InetAddress>> asker = ask(dns, "hanging.example");
            assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo("hanging.example");

            assertThatThrownBy(() -> dns.lookup("other.example")).isInstanceOf(UnknownHostException.class)
                    .hasMessage("'other.example' was not looked up: 0 names are already queued");
            assertThat(asker.isDone()).isFalse();
        }
    }

    @Test
    void passesOnTheResolversMessage() {
        try (BoundedDns dns = new BoundedDns(name -> {
            throw new UnknownHostException(name + ": Name or service not known");
        })) {
            assertThatThrownBy(() -> dns.lookup("x.example")).isInstanceOf(UnknownHostException.class)
                    .hasMessage("x.example: Name or service not known");
        }
    }

    private static void askInTurn(BoundedDns dns) {
        for (int i = 0; i < THREADS / 4 * 3; i++) {
            String name = "hanging" + i + ".example";
            assertThatThrownBy(() -> dns.lookup(name)).isInstanceOf(UnknownHostException.class);
        }
    }

    private List<InetAddress> resolve(String name) {
        lookUps.computeIfAbsent(name, unknown -> new AtomicInteger()).incrementAndGet();
        if (name.startsWith("hanging")) {
            begun.add(name);
            try {
                answering.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return List.of(ADDRESS);
    }

    private static FutureTask<List<InetAddress>> ask(BoundedDns dns, String name) {
        FutureTask<List<InetAddress>> asker = new FutureTask<>(() -> dns.lookup(name));
        Thread.ofVirtual().start(asker);
        return asker;
    }
}
