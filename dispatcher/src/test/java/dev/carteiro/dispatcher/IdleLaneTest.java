package dev.carteiro.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cost of an idle lane, in processor time, so that a busy machine does not change it. */
@ExtendWith(SharedBroker.class)
@SuppressWarnings("NullAway.Init") // set before each test
class IdleLaneTest {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private TestInstallation installation;

    @BeforeEach
    void installTopics(Broker broker) {
        installation = new TestInstallation(broker);
    }

    @AfterEach
    void close() {
        installation.close();
        receiver.close();
    }

    /** More than one poll returns, so that the consumer keeps some in its buffer. */
    @Test
    void restsWhileDeliveriesAreParked() throws Exception {
        receiver.at("/hook").answers(200);
        long version = installation.apply("sub", """
                {"targetUrl": "%s", "events": ["*"]}""".formatted(receiver.uri("/hook")));
        installation.park(3_000, "sub", version);
        installation.startDispatcher();
        installation.deliver("dlv_1", "sub", version, "{\"event\":\"a\",\"data\":{}}");
        receiver.awaitRequests(1, Duration.ofSeconds(20));
        Thread.sleep(WINDOW); // by now it has read its deliveries and its retry topics

        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(WINDOW)
                .untilAsserted(() -> assertThat(laneCpu()).isLessThan(WINDOW.dividedBy(5)));
    }

    /** Returns the processor time of the loop's thread in one window. */
    private static Duration laneCpu() throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long lane = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("lane-"))
                .mapToLong(Thread::threadId).findFirst().orElseThrow();
        long before = threads.getThreadCpuTime(lane);
        Thread.sleep(WINDOW);
        return Duration.ofNanos(threads.getThreadCpuTime(lane) - before);
    }
}
