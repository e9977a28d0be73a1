package dev.carteiro.cli.event;

import dev.carteiro.cli.Failure;
import dev.carteiro.cli.Version;
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
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Publishes the lines of files. A file is checked as a whole before its first line is written; standard input may never
 * end, so its lines are checked and written one by one.
 */
@Command(name = "publish", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Publishes events, one JSON document a line, and waits until Kafka has them all.",
        "A file with an invalid line is refused as a whole. Of standard input the invalid lines are left out,"
                + " and named. An event's key is its data.id, where that is a string."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro events publish events.jsonl",
                        "  echo '{\"event\":\"person.created\",\"data\":{\"id\":\"abc12345\"}}' | carteiro events publish",
                        "",
                        "Exit status: 0 if every line was published, else 1."})
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

    @Option(names = "--no-validate", description = "Publish whatever the lines hold.")
    private boolean unchecked;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files; - or none for standard input.")
    private List<String> files = List.of();

    private int refused;

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
        return refused == 0 ? 0 : 1;
    }

    private static void requireValid(String file, EventCheck check) {
        forEachLine(file, line -> {
            String problem = check.problem(line.content());
            if (problem != null) {
                throw new Failure(TextFiles.name(file) + ":" + line.number() + ": " + problem
                        + "; nothing was published");
            }
        });
    }

    private void publish(String file, EventCheck check, Publisher publisher) {
        boolean each = !unchecked && file.equals(TextFiles.STDIN);
        forEachLine(file, line -> {
            String problem = each ? check.problem(line.content()) : null;
            if (problem == null) {
                publisher.publish(line.content());
            } else {
                spec.commandLine().getErr().println("carteiro: " + TextFiles.name(file) + ":" + line.number() + ": "
                        + problem + "; not published");
                refused++;
            }
        });
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
