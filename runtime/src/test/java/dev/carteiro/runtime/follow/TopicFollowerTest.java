package dev.carteiro.runtime.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedBroker.class)
@Timeout(120)
class TopicFollowerTest {
    private final BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @MethodSource("errors")
    void reportsEveryFailureThatEndsItsThread(Error error, Broker broker) throws Exception {
        String topic = broker.createTopic(broker.name("followed"), 1);
        try (TopicFollower follower = TopicFollower.start(KafkaAccess.to(broker.bootstrapServers()), topic, "follower",
                (key, value, offset) -> {
                    throw error;
                }, reported::add)) {
            assertThat(follower.awaitComplete(Duration.ofSeconds(60))).isTrue();
            broker.produce(topic, "key", "value");

            assertThat(reported.poll(60, TimeUnit.SECONDS)).isSameAs(error);
        }
        assertThat(reported).isEmpty();
    }

    static Stream<Error> errors() {
        return Stream.of(new OutOfMemoryError("on purpose"), new StackOverflowError(),
                new NoClassDefFoundError("on purpose"));
    }

    @Test
    void showsHowLongItHasWorkedOnARecord(Broker broker) throws Exception {
        String topic = broker.createTopic(broker.name("followed"), 1);
        CountDownLatch stuck = new CountDownLatch(1);
        try (TopicFollower follower = TopicFollower.start(KafkaAccess.to(broker.bootstrapServers()), topic, "follower",
                (key, value, offset) -> await(stuck), reported::add)) {
            assertThat(follower.awaitComplete(Duration.ofSeconds(60))).isTrue();
            assertThat(follower.activity().lasting()).isZero();

            broker.produce(topic, "key", "value");
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .until(() -> follower.activity().lasting().toMillis() > 20);
            stuck.countDown();

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> follower.activity().lasting().isZero());
        }
        assertThat(reported).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
