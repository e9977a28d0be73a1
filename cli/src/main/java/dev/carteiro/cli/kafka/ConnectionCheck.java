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
 * Sends Kafka a small request before a command does its work, because a producer waits for minutes and then says
 * little. Commands that begin by reading need none: {@link dev.carteiro.runtime.kafka.TopicTail} reports the same. Stateless.
 */
public final class ConnectionCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private ConnectionCheck() {
    }

    /** @throws KafkaUnavailable if no broker answers within 8 s */
    public static void check(KafkaAccess access) {
        check(access, PATIENCE);
    }

    /** Returns whether a broker answers soon, for what can do without. */
    public static boolean answersSoon(KafkaAccess access) {
        try {
            check(access, SHORT_PATIENCE);
            return true;
        } catch (KafkaUnavailable away) {
            return false;
        }
    }

    private static void check(KafkaAccess access, Duration patience) {
        Map<String, Object> config = access.with(Map.of(CommonClientConfigs.CLIENT_ID_CONFIG, "carteiro-reach",
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis(),
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis(),
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                Math.min(3_000L, patience.toMillis())));
        try (Admin admin = Admin.create(config)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw KafkaUnavailable.atFirstRequest(access, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while asking for " + access, e);
        } catch (KafkaException e) {
            throw KafkaUnavailable.atCreation(access, e);
        }
    }
}
