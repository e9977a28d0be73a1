package dev.carteiro.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.target.AllowedTargets;
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
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final int THREADS = 8;

    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private volatile CountDownLatch answering = new CountDownLatch(1);

    @AfterEach
    void answer() {
        answering.countDown();
    }

    @Test
    void looksANameUpOnceForAllWhoAskMeanwhile() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG, THREADS, 10)) {
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
            assertThat(asked.get("hanging.example")).hasValue(1);
        }
    }

    @Test
    void givesUpANameThatHangs() {
        try (BoundedDns dns = new BoundedDns(this::resolve, SHORT, THREADS, 10)) {
            assertThatThrownBy(() -> dns.lookup("hanging.example")).isInstanceOf(UnknownHostException.class)
                    .hasMessage("'hanging.example' was not looked up in time: its name servers do not answer");
        }
    }

    @Test
    void waitsNoLongerThanTheCallThatAsks() {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG, THREADS, 10)) {
            OkHttpClient client = GuardedClient.create(AllowedTargets.NONE, ConnectionSettings.DEFAULT, dns)
                    .newBuilder()
                    .callTimeout(SHORT).build();
            long began = System.nanoTime();

            assertThatThrownBy(
                    () -> client.newCall(new Request.Builder().url("https://hanging.example/").build()).execute())
                    .isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG.dividedBy(2));
        }
    }

    /** A quarter of the threads is left to names that are known to be answered. */
    @Test
    void namesThatHangCannotTakeEveryThread() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG, THREADS, 100)) {
            assertThat(dns.lookup("good.example")).containsExactly(ADDRESS);
            List<FutureTask<List<InetAddress>>> askers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                askers.add(ask(dns, "hanging" + i + ".example"));
            }
            for (int i = 0; i < THREADS / 4 * 3; i++) {
                assertThat(begun.poll(10, TimeUnit.SECONDS)).isNotNull();
            }

            assertThat(dns.lookup("good.example")).containsExactly(ADDRESS);
            assertThat(begun).as("more threads for names nothing is known of").isEmpty();
            assertThat(askers).noneMatch(FutureTask::isDone);
        }
    }

    @Test
    void namesThatHungBeforeGetHalfOfTheThreadsAtMost() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, SHORT, THREADS, 100)) {
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

    @Test
    void refusesAtOnceWhenTooManyNamesWait() throws Exception {
        try (BoundedDns dns = new BoundedDns(this::resolve, LONG, 1, 0)) {
            assertThat(dns.lookup("good.example")).containsExactly(ADDRESS);
            FutureTask<List<InetAddress>> asker = ask(dns, "hanging.example");
            assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo("hanging.example");

            assertThatThrownBy(() -> dns.lookup("other.example")).isInstanceOf(UnknownHostException.class)
                    .hasMessage("'other.example' was not looked up: 0 names wait for their turn already");
            assertThat(asker.isDone()).isFalse();
        }
    }

    @Test
    void saysWhatTheResolverSaid() {
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
        asked.computeIfAbsent(name, unknown -> new AtomicInteger()).incrementAndGet();
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
