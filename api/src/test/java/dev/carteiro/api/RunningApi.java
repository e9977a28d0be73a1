package dev.carteiro.api;

import dev.carteiro.api.actions.TestBudgets;
import dev.carteiro.api.http.AuditOptions;
import dev.carteiro.api.http.HttpLimits;
import dev.carteiro.api.registry.Quotas;
import dev.carteiro.api.subscriptions.DefaultProfiles;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.testkit.broker.Broker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An API on a test's topics, without a registrar unless the test plays one. The test closes it. */
public final class RunningApi implements AutoCloseable {
    private final Api api;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Creates missing topics and starts an API. */
    public static RunningApi on(Broker broker) throws InterruptedException {
        return on(broker, HttpLimits.DEFAULT);
    }

    /** @param clock the clock of idempotency keys */
    public static RunningApi on(Broker broker, InstantSource clock) throws InterruptedException {
        KafkaAccess access = KafkaAccess.to(broker.bootstrapServers());
        createTopics(access, broker);
        return new RunningApi(access, names(broker), HttpLimits.DEFAULT, Quotas.Limits.DEFAULT,
                AuditOptions.CHANGES_ONLY, DefaultProfiles.STANDARD, clock);
    }

    public static RunningApi on(Broker broker, HttpLimits limits) throws InterruptedException {
        return on(broker, limits, Quotas.Limits.DEFAULT);
    }

    public static RunningApi on(Broker broker, HttpLimits limits, Quotas.Limits quotas) throws InterruptedException {
        return on(broker, limits, quotas, AuditOptions.CHANGES_ONLY, DefaultProfiles.STANDARD);
    }

    public static RunningApi on(Broker broker, HttpLimits limits, Quotas.Limits quotas, AuditOptions audits,
            DefaultProfiles profiles) throws InterruptedException {
        KafkaAccess access = KafkaAccess.to(broker.bootstrapServers());
        createTopics(access, broker);
        return new RunningApi(access, names(broker), limits, quotas, audits, profiles, InstantSource.system());
    }

    private static void createTopics(KafkaAccess access, Broker broker) {
        try (TopicAdmin admin = new TopicAdmin(access)) {
            admin.create(new TopicPlan(names(broker), RetryTiers.parse("1s,5s"), 2), Optional.of((short) 1));
        }
    }

    private RunningApi(KafkaAccess access, TopicNames names, HttpLimits limits, Quotas.Limits quotas,
            AuditOptions audits, DefaultProfiles profiles, InstantSource clock) throws InterruptedException {
        api = Api.start(
                new ApiSettings(access, names, new AllowedTargets(List.of()), "127.0.0.1", 0, "", limits, audits,
                        8 * 1024 * 1024, quotas, TestBudgets.Rates.DEFAULT, profiles),
                new FakeAuthenticator(), new SimpleMeterRegistry(), failure::set, clock);
    }

    public static TopicNames names(Broker broker) {
        return new TopicNames(broker.prefix());
    }

    public Api api() {
        return api;
    }

    public int port() {
        return api.port();
    }

    /** Returns a client with a token for everything. */
    public ApiTestClient calls() {
        return calls("manage");
    }

    /** @param token a token for {@link FakeAuthenticator}; empty for none */
    public ApiTestClient calls(String token) {
        return new ApiTestClient(api.port(), token);
    }

    @Override
    public void close() {
        api.close();
        Throwable found = failure.get();
        if (found != null) {
            throw new AssertionError("the API failed", found);
        }
    }
}
