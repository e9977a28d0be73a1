package dev.carteiro.cli.kafka;

import dev.carteiro.cli.CommandException;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Checks the connection to Kafka within seconds and explains failures. A producer would retry for minutes and then
 * report little. Commands that begin by reading do not need it: {@link dev.carteiro.runtime.kafka.TopicTail} checks it
 * too. Stateless.
 */
public final class ConnectionCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(2);

    private ConnectionCheck() {
    }

    /**
     * Checks that a broker responds.
     *
     * @throws KafkaUnavailable if none does within 8 s
     */
    public static void check(KafkaAccess access) {
        check(access, TIMEOUT);
    }

    /** Returns true if a broker responds within a short time, for callers that can work without Kafka. */
    public static boolean isAvailable(KafkaAccess access) {
        try {
            check(access, SHORT_TIMEOUT);
            return true;
        } catch (KafkaUnavailable e) {
            return false;
        }
    }

    private static void check(KafkaAccess access, Duration timeout) {
        Map<String, Object> config = access.with(Map.of(CommonClientConfigs.CLIENT_ID_CONFIG, "carteiro-reach",
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis(),
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis(),
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                Math.min(3_000L, timeout.toMillis())));
        try (Admin admin = Admin.create(config)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw KafkaUnavailable.atFirstRequest(access, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while connecting to " + access, e);
        } catch (KafkaException e) {
            throw KafkaUnavailable.atCreation(access, e);
        }
    }
}
