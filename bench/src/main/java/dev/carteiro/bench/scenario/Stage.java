package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Backlog;
import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.load.Offsets;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.process.BrokerMain;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Jvm;
import dev.carteiro.bench.process.Usage;
import dev.carteiro.bench.receiver.ReceiverMain;
import dev.carteiro.bench.watch.Receiver;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What all scenarios share: a broker, a receiver, and where to say how far it is. Used by one thread. */
public final class Stage implements AutoCloseable {
    private static final String COMMAND_LINE = "dev.carteiro.cli.Carteiro";

    private final Options options;
    private final Consumer<String> progress;
    private final Child broker;
    private final Child receiverProcess;
    private final Receiver receiver;
    private final KafkaAccess access;
    private int count;

    /** @param progress told, line by line, what is going on */
    public static Stage open(Options options, Consumer<String> progress) throws InterruptedException {
        Child broker = broker(Jvm.here("-Xmx1g", "-XX:+UseG1GC"), options.scratch(), "broker");
        try {
            Child receiver = Child.start("receiver", Jvm.here("-Xmx512m", "-XX:+UseSerialGC"),
                    ReceiverMain.class.getName(), List.of(), options.scratch().resolve("receiver.log"));
            return new Stage(options, progress, broker, receiver);
        } catch (RuntimeException | InterruptedException e) {
            broker.close();
            throw e;
        }
    }

    private Stage(Options options, Consumer<String> progress, Child broker, Child receiverProcess) {
        this.options = options;
        this.progress = progress;
        this.broker = broker;
        this.receiverProcess = receiverProcess;
        receiver = new Receiver(receiverProcess.port());
        access = KafkaAccess.to("localhost:" + broker.port());
    }

    public Options options() {
        return options;
    }

    public Receiver receiver() {
        return receiver;
    }

    public int receiverPort() {
        return receiverProcess.port();
    }

    public void say(String line) {
        progress.accept(line);
    }

    /** An installation that nobody has used. */
    public Topics topics() {
        count++;
        return Topics.create(access, "bench" + count);
    }

    /** Deliveries in an installation of their own; the caller closes them. */
    public Backlog backlog(List<Hook> healthy, List<Hook> others, List<Long> parts) {
        return new Backlog(topics(), receiverPort(), healthy, others, parts);
    }

    /** Where the broker's topics end; the caller closes it. */
    public Offsets offsets() {
        return new Offsets(access);
    }

    /** A group, for example. */
    public String unusedName(String beginning) {
        count++;
        return beginning + "-" + count;
    }

    public String bootstrapServers() {
        return access.bootstrapServers();
    }

    /** A JVM for the system under test, of this build. */
    public Jvm ours(String... heap) {
        return Jvm.here(heap).with(options.dispatcherOptions());
    }

    /** A JVM for the system under test, of another build. */
    public Jvm theirs(Path jar, String... heap) {
        return new Jvm(jar.toAbsolutePath().toString(), List.of(heap));
    }

    /** A dispatcher that is ready; the caller closes it. */
    public Child dispatcher(Jvm jvm, Topics topics, String... settings) throws InterruptedException {
        return role("dispatcher", jvm, topics, List.of("--allow-target", "127.0.0.0/8"), List.of(settings));
    }

    /** A router that has all subscriptions and its partitions; the caller closes it. */
    public Child router(Jvm jvm, Topics topics, String... settings) throws InterruptedException {
        return role("router", jvm, topics, List.of(), List.of(settings));
    }

    /** An API that serves; it says its port in a line of its own. The caller closes it. */
    public Child api(Jvm jvm, Topics topics, List<String> settings) throws InterruptedException {
        return role("api", jvm, topics, List.of("--host", "127.0.0.1", "--api-port", "0"), settings);
    }

    /** A program that Carteiro is compared with, told to begin; the caller closes it. */
    public Child peer(Class<?> program, Jvm jvm, List<String> arguments) throws InterruptedException {
        String name = unusedName(program.getSimpleName());
        return Child.start(name, jvm, program.getName(), arguments, log(name + ".log"));
    }

    public Usage receiverUsage() {
        return Usage.of(receiverProcess);
    }

    /** Another broker, with nothing in it; the caller closes it. */
    public Child bareBroker(Jvm jvm) throws InterruptedException {
        return broker(jvm, options.scratch(), unusedName("bare-broker"));
    }

    /** Everything in one process, with nothing in it; the caller closes it. */
    public Child up(Jvm jvm) throws InterruptedException {
        String name = unusedName("up");
        return Child.start(name, jvm, COMMAND_LINE, List.of("up", "--data", log(name).toString(), "--kafka-port", "0",
                "--api-port", "0", "--metrics-port", "0"), log(name + ".log"));
    }

    private static Child broker(Jvm jvm, Path scratch, String name) throws InterruptedException {
        return Child.start(name, jvm, BrokerMain.class.getName(), List.of(scratch.resolve(name).toString()),
                scratch.resolve(name + ".log"));
    }

    /** What the broker has used, for the share of whoever makes it work. */
    public Usage brokerUsage() {
        return Usage.of(broker);
    }

    private Child role(String name, Jvm jvm, Topics topics, List<String> options, List<String> settings)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(name, "--bootstrap-servers", access.bootstrapServers(),
                "--metrics-port", "0", "--set", "topics.prefix=" + topics.names().prefix()));
        arguments.addAll(options);
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return Child.start(name, jvm, COMMAND_LINE, arguments, log(unusedName(name) + ".log"));
    }

    /** A file that stays after the run. */
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
