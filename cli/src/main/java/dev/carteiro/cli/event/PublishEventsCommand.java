package dev.carteiro.cli.event;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.document.DocumentStream;
import dev.carteiro.cli.document.DocumentStream.StreamEntry;
import dev.carteiro.cli.document.JsonText;
import dev.carteiro.cli.event.LineReader.NumberedLine;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.option.TextFiles;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Publishes the events of files, or one event of a type. A file is validated as a whole before its first event is written.
 * Standard input can be endless, so its events are validated and written one by one.
 */
@Command(name = "publish", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Publishes events and waits until Kafka has acknowledged them all: one event of a TYPE, with --data; or the events"
                + " of files, as JSON documents of one or more lines.",
        "An argument is a file if one of that name exists, else an event type. A file with an invalid event is rejected as a"
                + " whole. Invalid events on standard input are skipped and reported. The record key of an event is"
                + " --key, else its data.id if that is a string."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro events publish person.created --data '{\"id\": \"abc12345\"}'",
                        "  carteiro events publish person.created --data @person.json --key abc12345",
                        "  carteiro events publish events.jsonl",
                        "  echo '{\"event\":\"person.created\",\"data\":{\"id\":\"abc12345\"}}' | carteiro events publish",
                        "",
                        "Exit status: 0 if every event was published, else 1."})
final class PublishEventsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic to write to; <prefix>events by default.")
    private @Nullable String topic;

    @Option(names = "--no-validate", description = "Publish each line unchanged, without validation.")
    private boolean skipsValidation;

    @Mixin
    private final EventOptions parts = new EventOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--key", paramLabel = "KEY", description = "The record key of a single event.")
    private @Nullable String key;

    @Parameters(paramLabel = "TYPE|FILE", arity = "0..*", description = "One event type, or files; - or none for standard input.")
    private List<String> words = List.of();

    private int rejected;

    @Override
    public Integer call() {
        Settings settings = options.load();
        String target = topic == null ? InstallationSettings.of(settings).names().events() : topic;
        EventCheck check = new EventCheck(
                new EventDecoder(settings.number("router.max-event-bytes", 1, Integer.MAX_VALUE)), target);
        String type = type();
        return type == null ? publishFiles(target, check) : publishOne(type, target, check);
    }

    /** Returns the event type; {@code null} for files. */
    private @Nullable String type() {
        boolean hasParts = parts.areGiven() || key != null;
        String first = words.isEmpty() ? TextFiles.STDIN : words.getFirst();
        if (hasParts) {
            if (words.size() != 1 || EventArgument.isFile(first)) {
                throw new ParameterException(spec.commandLine(),
                        "--data, --id, --key, --tenant and --context need a single"
                                + " event type, as in: carteiro events publish person.created --data '{\"id\": 1}'");
            }
            if (!parts.hasData()) {
                throw new ParameterException(spec.commandLine(), "an event type " + dataIsMissing(first));
            }
            // The type is validated with the event.
            return first;
        }
        if (words.size() == 1 && EventArgument.isType(first) && !EventArgument.isFile(first)) {
            throw new ParameterException(spec.commandLine(),
                    "there is no file " + first + ", and an event type " + dataIsMissing(first));
        }
        return null;
    }

    private static String dataIsMissing(String type) {
        return "needs data: use --data '{...}' or --data @FILE, or publish sample data with: carteiro trigger " + type;
    }

    private int publishOne(String type, String target, EventCheck check) {
        Instant now = Instant.now();
        String id = parts.id("evt_" + UUID.randomUUID());
        byte[] event = parts.event(type, parts.data(StrictJson.mapper().createObjectNode()), id, now);
        String problem = skipsValidation ? null : check.problem(event);
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem + "; nothing was published");
        }
        KafkaAccess access = kafka.accessOrLocal();
        ConnectionCheck.check(access);
        requireTopic(access, target);
        try (EventPublisher publisher = new EventPublisher(access, target)) {
            RecordMetadata at = publisher.publish(event,
                    key == null ? EventKey.of(event) : key.getBytes(StandardCharsets.UTF_8));
            spec.commandLine().getOut().println(form.isJson()
                    ? StrictJson.mapper().createObjectNode().put("id", id).put("event", type).put("topic", at.topic())
                            .put("partition", at.partition()).put("offset", at.offset()).toString()
                    : "published " + type + " " + TerminalText.of(id) + " to " + at.topic() + ", partition "
                            + at.partition()
                            + ", offset " + at.offset());
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int publishFiles(String target, EventCheck check) {
        List<String> sources = words.isEmpty() ? List.of(TextFiles.STDIN) : words;
        if (!skipsValidation) {
            sources.stream().filter(file -> !file.equals(TextFiles.STDIN)).forEach(file -> requireValid(file, check));
        }
        KafkaAccess access = kafka.accessOrLocal();
        ConnectionCheck.check(access);
        requireTopic(access, target);
        try (EventPublisher publisher = new EventPublisher(access, target)) {
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
            throw new CommandException(problem + "; nothing was published", excerpt);
        });
    }

    private void publish(String file, EventCheck check, EventPublisher publisher) {
        if (skipsValidation) {
            forEachLine(file, line -> publisher.publish(line.content()));
            return;
        }
        forEachEvent(file, check, publisher::publish, (problem, excerpt) -> {
            PrintWriter err = spec.commandLine().getErr();
            err.println("carteiro: " + problem + "; skipped");
            excerpt.forEach(err::println);
            rejected++;
        });
    }

    /**
     * Reads the events of a file.
     *
     * @param invalid receives one line about the problem, and the lines of the excerpt
     */
    private static void forEachEvent(String file, EventCheck check, Consumer<byte[]> valid,
            BiConsumer<String, List<String>> invalid) {
        String name = TextFiles.name(file);
        try (InputStream in = TextFiles.open(file)) {
            DocumentStream stream = new DocumentStream(in, 1);
            for (StreamEntry entry = stream.next(); entry != null; entry = stream.next()) {
                switch (entry) {
                    case StreamEntry.InvalidDocument(InvalidJsonException fault, List<String> excerpt) ->
                        invalid.accept(JsonText.message(name, fault), excerpt);
                    case StreamEntry.Document(byte[] event, int line) -> {
                        String problem = event[0] == '['
                                ? "an array is not an event: write each event as a JSON object of its own"
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

    static void requireTopic(KafkaAccess access, String topic) {
        try (TopicAdmin admin = new TopicAdmin(access)) {
            if (!admin.missing(List.of(topic)).isEmpty()) {
                throw new CommandException(
                        "topic " + topic + " does not exist: create Carteiro's topics with: carteiro topics,"
                                + " or choose another with --topic");
            }
        }
    }

    private static void forEachLine(String file, Consumer<NumberedLine> each) {
        try (InputStream in = TextFiles.open(file)) {
            LineReader lines = new LineReader(in);
            for (NumberedLine line = lines.next(); line != null; line = lines.next()) {
                each.accept(line);
            }
        } catch (IOException e) {
            throw TextFiles.unreadable(file, e);
        }
    }
}
