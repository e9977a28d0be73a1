package dev.carteiro.cli.event;

import dev.carteiro.cli.Failure;
import dev.carteiro.cli.Version;
import dev.carteiro.cli.document.DocumentStream;
import dev.carteiro.cli.document.DocumentStream.Entry;
import dev.carteiro.cli.document.JsonText;
import dev.carteiro.cli.event.Lines.Line;
import dev.carteiro.cli.kafka.Reach;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TextFiles;
import dev.carteiro.cli.wiring.Installation;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.json.InvalidJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Publishes the events of files. A file is checked as a whole before its first event is written; standard input may never
 * end, so its events are checked and written one by one.
 */
@Command(name = "publish", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Publishes events, JSON documents one after the other on one line each or on several, and waits until Kafka has"
                + " them all.",
        "A file with an invalid event is rejected as a whole. Of standard input the invalid events are left out,"
                + " and named. An event's key is its data.id, where that is a string."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro events publish events.jsonl",
                        "  echo '{\"event\":\"person.created\",\"data\":{\"id\":\"abc12345\"}}' | carteiro events publish",
                        "",
                        "Exit status: 0 if every event was published, else 1."})
final class PublishCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Where to; <prefix>events by default.")
    private @Nullable String topic;

    @Option(names = "--no-validate", description = "Publish each line as it is, whatever it holds.")
    private boolean unchecked;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files; - or none for standard input.")
    private List<String> files = List.of();

    private int rejected;

    @Override
    public Integer call() {
        Settings settings = options.load();
        String target = topic == null ? Installation.of(settings).names().events() : topic;
        EventCheck check = new EventCheck(
                new EventDecoder(settings.number("router.max-event-bytes", 1, Integer.MAX_VALUE)), target);
        List<String> sources = files.isEmpty() ? List.of(TextFiles.STDIN) : files;
        if (!unchecked) {
            sources.stream().filter(file -> !file.equals(TextFiles.STDIN)).forEach(file -> requireValid(file, check));
        }
        KafkaAccess access = kafka.accessOrLocal();
        Reach.check(access);
        requireTopic(access, target);
        try (Publisher publisher = new Publisher(access, target)) {
            sources.forEach(file -> publish(file, check, publisher));
            long count = publisher.finish();
            spec.commandLine().getOut().println("published " + count + (count == 1 ? " event to " : " events to ")
                    + target);
        }
        spec.commandLine().getOut().flush();
        return rejected == 0 ? 0 : 1;
    }

    private static void requireValid(String file, EventCheck check) {
        forEachEvent(file, check, event -> {
        }, (problem, excerpt) -> {
            throw new Failure(problem + "; nothing was published", excerpt);
        });
    }

    private void publish(String file, EventCheck check, Publisher publisher) {
        if (unchecked) {
            forEachLine(file, line -> publisher.publish(line.content()));
            return;
        }
        forEachEvent(file, check, publisher::publish, (problem, excerpt) -> {
            PrintWriter err = spec.commandLine().getErr();
            err.println("carteiro: " + problem + "; not published");
            excerpt.forEach(err::println);
            rejected++;
        });
    }

    /** @param invalid takes one line about what is wrong, and the lines that show the spot */
    private static void forEachEvent(String file, EventCheck check, Consumer<byte[]> valid,
            BiConsumer<String, List<String>> invalid) {
        String name = TextFiles.name(file);
        try (InputStream in = TextFiles.open(file)) {
            DocumentStream stream = new DocumentStream(in, 1);
            for (Entry entry = stream.next(); entry != null; entry = stream.next()) {
                switch (entry) {
                    case Entry.Broken(InvalidJson fault, List<String> excerpt) ->
                        invalid.accept(JsonText.message(name, fault), excerpt);
                    case Entry.Document(byte[] event, int line) -> {
                        String problem = event[0] == '['
                                ? "an array is not an event: write its events one after the other"
                                : check.problem(event);
                        if (problem == null) {
                            valid.accept(event);
                        } else {
                            invalid.accept(name + ":" + line + ": " + problem, List.of());
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw TextFiles.unreadable(file, e);
        }
    }

    private static void requireTopic(KafkaAccess access, String topic) {
        try (TopicAdmin admin = new TopicAdmin(access)) {
            if (!admin.missing(List.of(topic)).isEmpty()) {
                throw new Failure("topic " + topic + " does not exist: create Carteiro's topics with: carteiro topics,"
                        + " or name another with --topic");
            }
        }
    }

    private static void forEachLine(String file, Consumer<Line> each) {
        try (InputStream in = TextFiles.open(file)) {
            Lines lines = new Lines(in);
            for (Line line = lines.next(); line != null; line = lines.next()) {
                each.accept(line);
            }
        } catch (IOException e) {
            throw TextFiles.unreadable(file, e);
        }
    }
}
