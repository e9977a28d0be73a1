package dev.carteiro.it;

import dev.carteiro.dispatcher.Dispatcher;
import dev.carteiro.dispatcher.DispatcherSettings;
import dev.carteiro.router.Router;
import dev.carteiro.router.RouterSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Topics, routers and dispatchers in this process, with any broker. */
final class Pipeline implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final AllowedTargets LOOPBACK = AllowedTargets.parse(List.of("127.0.0.0/8"));

    private final KafkaAccess access;
    private final TopicPlan plan;
    private final Path state;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Pipeline(String bootstrapServers, String prefix, Path state) {
        access = KafkaAccess.to(bootstrapServers);
        this.state = state;
        plan = new TopicPlan(new TopicNames(prefix), RetryTiers.parse("200ms,1s,5s"), 4);
        try (TopicAdmin admin = new TopicAdmin(access)) {
            admin.create(plan, Optional.of((short) 1));
            List<String> problems = admin.verify(plan);
            if (!problems.isEmpty()) {
                throw new AssertionError(problems);
            }
        }
    }

    TopicPlan plan() {
        return plan;
    }

    TopicNames names() {
        return plan.names();
    }

    Router startRouter(String name) {
        return startRouter(name, new SimpleMeterRegistry());
    }

    Router startRouter(String name, MeterRegistry meters) {
        Router router = Router.start(RouterSettings.of(names(), LOOPBACK, access.properties(), state.resolve(name)),
                meters, failure::set);
        closing.push(router::close);
        Awaitility.await().atMost(TIMEOUT).until(router::ready);
        return router;
    }

    Dispatcher startDispatcher() {
        return startDispatcher(new SimpleMeterRegistry(), 10_000);
    }

    /** @param maxRecords maximum deliveries in memory */
    Dispatcher startDispatcher(MeterRegistry meters, int maxRecords) {
        Dispatcher dispatcher = Dispatcher.start(
                new DispatcherSettings(access, names(), plan.tiers(), LOOPBACK, "", 1, Duration.ofMillis(50),
                        maxRecords, 64 * 1024 * 1024, Duration.ofHours(12), Duration.ZERO, "test"),
                meters, failure::set);
        closing.push(dispatcher::close);
        Awaitility.await().atMost(TIMEOUT).until(dispatcher::ready);
        return dispatcher;
    }

    /** @throws AssertionError if a router or dispatcher has failed */
    void requireHealthy() {
        Throwable found = failure.get();
        if (found != null) {
            throw new AssertionError("a part of the pipeline failed", found);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Stops all parts. Call it before a test's own broker ends. */
    void stop() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
