package dev.carteiro.cli.start;

import dev.carteiro.cli.Carteiro;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs common commands against a broker, while the JVM records which classes they load. The launcher's build runs it with
 * {@code -XX:AOTCacheOutput}. For one use. It prints only failures of the training itself.
 */
final class CacheTraining {
    private static final String EVENT = "{\"event\":\"person.created\",\"data\":{\"id\":\"abc12345\"}}\n";
    private static final String SUBSCRIPTION = "{\"id\":\"crm\",\"targetUrl\":\"https://example.com/\",\"events\":[\"person.*\"]}\n";

    private CacheTraining() {
    }

    /**
     * Runs the training.
     *
     * @param arguments an empty directory for all files
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Path events = Files.writeString(directory.resolve("events.jsonl"), EVENT);
        Path subscriptions = Files.writeString(directory.resolve("crm.json"), SUBSCRIPTION);
        Process broker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), TrainingBroker.class.getName(),
                directory.resolve("data").toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try (BufferedReader output = broker.inputReader(StandardCharsets.UTF_8)) {
            String servers = "localhost:" + output.readLine();
            trainingCommands(servers, events.toString(), subscriptions.toString())
                    .forEach(call -> Carteiro.run(call.toArray(String[]::new)));
        } finally {
            System.setOut(out);
            broker.destroy();
        }
    }

    private static List<List<String>> trainingCommands(String servers, String events, String subscriptions) {
        List<String> at = List.of("--bootstrap-servers", servers);
        return List.of(List.of("--version"), List.of("--help"), List.of("subscriptions"),
                List.of("subscriptions", "list", "--help"),
                concat(List.of("topics", "--partitions", "1"), at), concat(List.of("events", "publish", events), at),
                concat(List.of("subscriptions", "apply", subscriptions, "--no-wait"), at),
                concat(List.of("subscriptions", "list"), at),
                concat(List.of("subscriptions", "list", "-o", "table"), at),
                concat(List.of("deliveries", "tail", "--since", "1h", "--no-follow"), at),
                concat(List.of("dead-letters", "list", "-o", "table"), at));
    }

    private static List<String> concat(List<String> command, List<String> more) {
        return java.util.stream.Stream.concat(command.stream(), more.stream()).toList();
    }
}
