package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Backlog;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.load.EndOffsets;
import dev.carteiro.bench.process.BenchBrokerMain;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.receiver.ReceiverMain;
import dev.carteiro.bench.scrape.ReceiverControl;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The environment that all scenarios share: a broker, a receiver, and progress output. Used by one thread. */
public final class BenchEnvironment implements AutoCloseable {
    private static final String COMMAND_LINE = "dev.carteiro.cli.Carteiro";

    private final BenchOptions options;
    private final Consumer<String> progress;
    private final BenchProcess broker;
    private final BenchProcess receiverProcess;
    private final ReceiverControl receiver;
    private final KafkaAccess access;
    private int count;

    /** @param progress receives the progress, line by line */
    public static BenchEnvironment open(BenchOptions options, Consumer<String> progress) throws InterruptedException {
        BenchProcess broker = broker(BenchJvm.here("-Xmx1g", "-XX:+UseG1GC"), options.scratch(), "broker");
        try {
            BenchProcess receiver = BenchProcess.start("receiver", BenchJvm.here("-Xmx512m", "-XX:+UseSerialGC"),
                    ReceiverMain.class.getName(), List.of(), options.scratch().resolve("receiver.log"));
            return new BenchEnvironment(options, progress, broker, receiver);
        } catch (RuntimeException | InterruptedException e) {
            broker.close();
            throw e;
        }
    }

    private BenchEnvironment(BenchOptions options, Consumer<String> progress, BenchProcess broker,
            BenchProcess receiverProcess) {
        this.options = options;
        this.progress = progress;
        this.broker = broker;
        this.receiverProcess = receiverProcess;
        receiver = new ReceiverControl(receiverProcess.port());
        access = KafkaAccess.to("localhost:" + broker.port());
    }

    public BenchOptions options() {
        return options;
    }

    public ReceiverControl receiver() {
        return receiver;
    }

    public int receiverPort() {
        return receiverProcess.port();
    }

    public void print(String line) {
        progress.accept(line);
    }

    /** Creates an unused installation. */
    public BenchInstallation topics() {
        count++;
        return BenchInstallation.create(access, "bench" + count);
    }

    /** Creates a backlog in an installation of its own; the caller closes it. */
    public Backlog backlog(List<BenchSubscription> healthy, List<BenchSubscription> others, List<Long> parts) {
        return new Backlog(topics(), receiverPort(), healthy, others, parts);
    }

    /** Returns a reader of end offsets; the caller closes it. */
    public EndOffsets offsets() {
        return new EndOffsets(access);
    }

    /** Returns an unused name, for example for a group. */
    public String unusedName(String beginning) {
        count++;
        return beginning + "-" + count;
    }

    public String bootstrapServers() {
        return access.bootstrapServers();
    }

    /** Returns a JVM for the system under test, of this build. */
    public BenchJvm ours(String... heap) {
        return BenchJvm.here(heap).with(options.dispatcherOptions());
    }

    /** Returns a JVM for the system under test, of another build. */
    public BenchJvm theirs(Path jar, String... heap) {
        return new BenchJvm(jar.toAbsolutePath().toString(), List.of(heap));
    }

    /** Starts a dispatcher and waits until it is ready; the caller closes it. */
    public BenchProcess dispatcher(BenchJvm jvm, BenchInstallation topics, String... settings)
            throws InterruptedException {
        return role("dispatcher", jvm, topics, List.of("--allow-target", "127.0.0.0/8"), List.of(settings));
    }

    /** Starts a router and waits until it has all subscriptions and its partitions; the caller closes it. */
    public BenchProcess router(BenchJvm jvm, BenchInstallation topics, String... settings) throws InterruptedException {
        return role("router", jvm, topics, List.of(), List.of(settings));
    }

    /** Starts an API and waits until it serves; it prints its port in a line of its own. The caller closes it. */
    public BenchProcess api(BenchJvm jvm, BenchInstallation topics, List<String> settings) throws InterruptedException {
        return role("api", jvm, topics, List.of("--host", "127.0.0.1", "--api-port", "0"), settings);
    }

    /** Starts a comparison program; the caller closes it. */
    public BenchProcess peer(Class<?> program, BenchJvm jvm, List<String> arguments) throws InterruptedException {
        String name = unusedName(program.getSimpleName());
        return BenchProcess.start(name, jvm, program.getName(), arguments, log(name + ".log"));
    }

    public ProcessUsage receiverUsage() {
        return ProcessUsage.of(receiverProcess);
    }

    /** Starts another, empty broker; the caller closes it. */
    public BenchProcess bareBroker(BenchJvm jvm) throws InterruptedException {
        return broker(jvm, options.scratch(), unusedName("bare-broker"));
    }

    /** Starts all roles in one process, without data; the caller closes it. */
    public BenchProcess up(BenchJvm jvm) throws InterruptedException {
        String name = unusedName("up");
        return BenchProcess.start(name, jvm, COMMAND_LINE,
                List.of("up", "--data", log(name).toString(), "--kafka-port", "0",
                        "--api-port", "0", "--metrics-port", "0"),
                log(name + ".log"));
    }

    private static BenchProcess broker(BenchJvm jvm, Path scratch, String name) throws InterruptedException {
        return BenchProcess.start(name, jvm, BenchBrokerMain.class.getName(), List.of(scratch.resolve(name).toString()),
                scratch.resolve(name + ".log"));
    }

    /** Returns the broker's usage, to compute the share of the program that causes it. */
    public ProcessUsage brokerUsage() {
        return ProcessUsage.of(broker);
    }

    private BenchProcess role(String name, BenchJvm jvm, BenchInstallation topics, List<String> options,
            List<String> settings)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(name, "--bootstrap-servers", access.bootstrapServers(),
                "--metrics-port", "0", "--set", "topics.prefix=" + topics.names().prefix()));
        arguments.addAll(options);
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return BenchProcess.start(name, jvm, COMMAND_LINE, arguments, log(unusedName(name) + ".log"));
    }

    /** Returns the path of a file that is kept after the run. */
    public Path log(String name) {
        return options.scratch().resolve(name);
    }

    public void requireAlive() {
        broker.requireAlive();
        receiverProcess.requireAlive();
    }

    @Override
    public void close() {
        receiverProcess.close();
        broker.close();
    }
}
