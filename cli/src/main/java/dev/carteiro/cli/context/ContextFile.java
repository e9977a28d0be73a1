package dev.carteiro.cli.context;

import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.file.PrivateFiles;
import dev.carteiro.cli.option.ClusterContext;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.settings.PropertiesFile;
import dev.carteiro.schemas.text.Suggestion;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of one user, stored in a properties file. Immutable; each change writes the whole file, readable by its owner
 * only.
 *
 * <pre>
 * in-use=production
 * production.bootstrap-servers=k1:9092,k2:9092
 * production.kafka-config=/home/ana/production.properties
 * production.set.topics.prefix=hooks.
 * </pre>
 */
public final class ContextFile {
    /** The accepted names, for messages. */
    static final String ACCEPTED_NAMES = "1 to 64 of the characters a-z A-Z 0-9 _ -";

    private static final String IN_USE = "in-use";
    private static final int MAX_SHOWN_CHARACTERS = 80;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern KEY = Pattern
            .compile("([A-Za-z0-9_-]{1,64})\\.(bootstrap-servers|kafka-config|set\\.(\\S+))");

    private final Path file;
    private final SortedMap<String, ClusterContext> contexts;
    private final @Nullable String inUse;

    private ContextFile(Path file, SortedMap<String, ClusterContext> contexts, @Nullable String inUse) {
        this.file = file;
        this.contexts = contexts;
        this.inUse = inUse;
    }

    /**
     * Reads the file of the user that the environment belongs to. A missing file has no contexts.
     *
     * @throws InvalidSetting if it holds anything but contexts; the message names the file and the remedy
     */
    public static ContextFile read(Map<String, String> environment) {
        Path file = path(environment);
        Map<String, String> lines = Files.exists(file) ? PropertiesFile.read(file, "contexts file") : Map.of();
        SortedMap<String, ContextLines> parts = new TreeMap<>();
        lines.forEach((key, value) -> {
            Matcher matcher = KEY.matcher(key);
            if (matcher.matches()) {
                parts.computeIfAbsent(matcher.group(1), name -> new ContextLines()).put(matcher, value);
            } else if (!key.equals(IN_USE)) {
                throw invalid(file, "unknown key '" + TerminalText.of(key, MAX_SHOWN_CHARACTERS) + "'");
            }
        });
        SortedMap<String, ClusterContext> contexts = new TreeMap<>();
        parts.forEach((name, found) -> contexts.put(name, found.context(name)));
        String inUse = lines.get(IN_USE);
        if (inUse != null && !contexts.containsKey(inUse)) {
            throw invalid(file, "the context in use, '" + TerminalText.of(inUse, MAX_SHOWN_CHARACTERS)
                    + "', is not defined");
        }
        return new ContextFile(file, contexts, inUse);
    }

    private static InvalidSetting invalid(Path file, String problem) {
        return new InvalidSetting(
                "contexts file " + file + ": " + problem + "; correct the file, or delete it and create the"
                        + " contexts again with carteiro context set");
    }

    Path path() {
        return file;
    }

    /** Returns all contexts, by name. */
    SortedMap<String, ClusterContext> contexts() {
        return contexts;
    }

    /** Returns the context in use; {@code null} if there is none. */
    public @Nullable ClusterContext inUse() {
        return inUse == null ? null : contexts.get(inUse);
    }

    /**
     * Returns the context of that name.
     *
     * @throws CommandException if there is none
     */
    ClusterContext require(String name) {
        ClusterContext context = contexts.get(name);
        if (context == null) {
            throw new CommandException("unknown context '" + TerminalText.of(name, MAX_SHOWN_CHARACTERS) + "'"
                    + (contexts.isEmpty()
                            ? ": create one with carteiro context set"
                            : Suggestion.closest(name, contexts.keySet()).map(meant -> "; did you mean " + meant + "?")
                                    .orElse(": use one of " + String.join(", ", contexts.keySet()))));
        }
        return context;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Adds or replaces a context and writes the file. The first context becomes the one in use. */
    void set(ClusterContext context) {
        SortedMap<String, ClusterContext> changed = new TreeMap<>(contexts);
        changed.put(context.name(), context);
        write(changed, inUse == null && contexts.isEmpty() ? context.name() : inUse);
    }

    void use(String name) {
        write(contexts, require(name).name());
    }

    void delete(String name) {
        SortedMap<String, ClusterContext> changed = new TreeMap<>(contexts);
        changed.remove(require(name).name());
        write(changed, name.equals(inUse) ? null : inUse);
    }

    private void write(SortedMap<String, ClusterContext> changed, @Nullable String nowInUse) {
        Properties lines = new Properties();
        if (nowInUse != null) {
            lines.setProperty(IN_USE, nowInUse);
        }
        changed.forEach((name, context) -> {
            put(lines, name + ".bootstrap-servers", context.bootstrapServers());
            put(lines, name + ".kafka-config", context.kafkaConfig());
            context.settings().forEach((setting, value) -> put(lines, name + ".set." + setting, value));
        });
        try {
            PrivateFiles.createDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent(), "it has a name"));
            PrivateFiles.write(file, text(lines), false);
        } catch (IOException e) {
            throw new CommandException("cannot write the contexts file " + file + " (" + e.getMessage()
                    + "): make its directory writable, or set XDG_CONFIG_HOME to another", e);
        }
    }

    private static void put(Properties lines, String key, @Nullable String value) {
        if (value != null) {
            lines.setProperty(key, value);
        }
    }

    private static String text(Properties lines) {
        try {
            StringWriter text = new StringWriter();
            lines.store(text, null);
            return "# Written by carteiro context.\n" + text.toString().lines().filter(line -> !line.startsWith("#"))
                    .sorted().collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Follows the XDG Base Directory Specification on every system, so that the file is in the same place everywhere. */
    private static Path path(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path directory = configured.startsWith("/")
                ? Path.of(configured)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
        return directory.resolve("carteiro").resolve("contexts.properties");
    }

    /** The values of one context's lines. */
    private static final class ContextLines {
        private @Nullable String bootstrapServers;
        private @Nullable String kafkaConfig;
        private final Map<String, String> settings = new HashMap<>();

        void put(Matcher key, String value) {
            switch (key.group(2)) {
                case "bootstrap-servers" -> bootstrapServers = value;
                case "kafka-config" -> kafkaConfig = value;
                default -> settings.put(key.group(3), value);
            }
        }

        ClusterContext context(String name) {
            return new ClusterContext(name, bootstrapServers, kafkaConfig, settings);
        }
    }
}
