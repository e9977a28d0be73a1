package dev.carteiro.cli.kafka;

import dev.carteiro.cli.Failure;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Asks Kafka a small question first, because Kafka's clients would wait for minutes and then say little. Stateless. */
public final class Reach {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private Reach() {
    }

    /** @throws Failure if no broker answers within some seconds */
    public static void check(KafkaAccess access) {
        check(access, PATIENCE);
    }

    /** Returns whether a broker answers soon, for what can do without. */
    public static boolean answersSoon(KafkaAccess access) {
        try {
            check(access, SHORT_PATIENCE);
            return true;
        } catch (Failure away) {
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
            throw new Failure(reason(access, e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while asking for " + access, e);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Failure("cannot use " + access + ": " + cause.getMessage()
                    + ": check --bootstrap-servers and --kafka-config", e);
        }
    }

    private static String reason(KafkaAccess access, Throwable cause) {
        return switch (cause) {
            case SslAuthenticationException e -> access + " and we do not agree on TLS (" + e.getMessage()
                    + "): check the ssl.* lines of --kafka-config";
            case AuthenticationException e -> access + " does not accept who we are (" + e.getMessage()
                    + "): check the sasl.* lines of --kafka-config";
            case RetriableException e -> "cannot reach " + access
                    + ": check the address and that the broker runs and answers (is TLS needed? see --kafka-config)";
            default -> "cannot reach " + access + ": " + cause.getMessage();
        };
    }
}
