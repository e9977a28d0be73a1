package dev.carteiro.checker.process;

import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.topic.RetryTiers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a run by name: {@code broker}, {@code router-1}, {@code dispatcher-2}. A restarted process keeps its name as
 * instance id, as with an operator's configuration. Used by one thread, except {@link #close}, which any thread may call.
 */
public final class Fleet implements AutoCloseable {
    /** Short waits, to keep runs short. */
    public static final RetryTiers TIERS = RetryTiers.parse("200ms,1s,5s");

    private static final int MAX_RESTARTS = 3;
    private static final String BROKER = "broker";
    private static final String COMMAND_LINE = "dev.carteiro.cli.Carteiro";

    private final Path scratch;
    private final CheckerJvm plain = new CheckerJvm(List.of());
    private final CheckerJvm jvm;
    private final int port;
    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<String, CheckerProcess> running = new ConcurrentHashMap<>();

    /**
     * @param scratch directory for data and logs
     * @param agent options for the JVMs of routers and dispatchers; empty for none
     */
    public Fleet(Path scratch, List<String> agent) {
        this.scratch = scratch;
        jvm = new CheckerJvm(agent);
        port = freePort();
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Starts the broker and returns when it is ready. */
    public void startBroker() throws InterruptedException {
        CheckerProcess broker = start(BROKER, plain.command("512m", CheckerBrokerMain.class.getName(),
                List.of(scratch.resolve("kafka").toString(), Integer.toString(port))));
        if (!broker.awaitReady()) {
            broker.requireAlive();
        }
    }

    /**
     * Waits until a process is ready. A process that gives up, because Kafka does not respond in time on a busy machine, is started
     * again, as by a supervisor.
     */
    public void awaitReady(ProcessRole role, int number) throws InterruptedException {
        for (int again = MAX_RESTARTS; !get(role, number).awaitReady(); again--) {
            if (again == 0) {
                get(role, number).requireAlive();
            }
            start(role, number);
        }
    }

    /** Starts a process without waiting until it is ready. */
    public void start(ProcessRole role, int number) {
        String tiers = String.join(",", TIERS.waits().stream().map(Durations::format).toList());
        start(name(role, number), jvm.command(role.heap(), COMMAND_LINE, List.of(role.command(),
                "--bootstrap-servers", bootstrapServers(), "--metrics-port", "0", "--instance-id", name(role, number),
                "--allow-target", "127.0.0.0/8", "--set", "topics.retry-tiers=" + tiers)));
    }

    public CheckerProcess broker() {
        return get(BROKER);
    }

    public CheckerProcess get(ProcessRole role, int number) {
        return get(name(role, number));
    }

    /** @return {@code null} if it is not running */
    public @Nullable CheckerProcess find(ProcessRole role, int number) {
        return running.get(name(role, number));
    }

    /** Removes a process that the caller has ended or is about to end, so that it is no longer expected to run. */
    public CheckerProcess remove(ProcessRole role, int number) {
        CheckerProcess child = get(role, number);
        running.remove(name(role, number));
        return child;
    }

    public CheckerProcess removeBroker() {
        CheckerProcess child = broker();
        running.remove(BROKER);
        return child;
    }

    /** @throws HarnessException if a process has ended by itself */
    public void requireAlive() {
        new TreeMap<>(running).values().forEach(CheckerProcess::requireAlive);
    }

    @Override
    public void close() {
        running.values().forEach(CheckerProcess::kill);
        running.clear();
    }

    public static String name(ProcessRole role, int number) {
        return role.command() + "-" + number;
    }

    private CheckerProcess get(String name) {
        CheckerProcess child = running.get(name);
        if (child == null) {
            throw new IllegalStateException(name + " is not running");
        }
        return child;
    }

    private CheckerProcess start(String name, List<String> command) {
        int count = starts.merge(name, 1, Integer::sum);
        CheckerProcess child = CheckerProcess.start(name, command, scratch.resolve(name + "." + count + ".log"));
        running.put(name, child);
        return child;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new HarnessException("no free port: " + e.getMessage(), e);
        }
    }
}
