package dev.carteiro.runtime.settings;

import dev.carteiro.schemas.text.Suggestion;
import dev.carteiro.schemas.time.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of one process, checked for unknown names when made and for their type when read. Immutable. */
public final class Settings {
    private static final String DEFAULTS = "carteiro-defaults.properties";
    private static final String ENVIRONMENT = "CARTEIRO_";

    /** Ends the name of a family of settings, each with a name of the operator's in the place of this. */
    private static final String ANY = "*";

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param file the operator's properties file, or {@code null}
     * @param environment usually {@code System.getenv()}
     * @param commandLine settings given as options, by name
     * @throws InvalidSetting if the file or the command line names a setting that does not exist, or the file cannot
     *     be read; other variables of the environment are not ours to judge
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
        return load(Map.of(), file, environment, commandLine);
    }

    /**
     * As the other one, with the settings of a context, which everything else wins over.
     *
     * @param context settings by name, empty where no context is in use
     */
    public static Settings load(Map<String, String> context, @Nullable Path file, Map<String, String> environment,
            Map<String, String> commandLine) {
        Map<String, String> values = new TreeMap<>(defaults());
        overlay(values, context, "in the context");
        if (file != null) {
            overlay(values, PropertiesFile.read(file, "settings file"), "in " + file);
        }
        values.replaceAll((name, value) -> environment.getOrDefault(environmentName(name), value));
        families(values).forEach(family -> environment.forEach((variable, value) -> {
            if (variable.startsWith(environmentName(family)) && variable.length() > environmentName(family).length()) {
                values.put(family + ownName(variable.substring(environmentName(family).length())), value);
            }
        }));
        overlay(values, commandLine, "on the command line");
        return new Settings(values);
    }

    /**
     * Returns the variables that could be meant for a setting, by their beginning, and name none.
     *
     * @return for each the end of a sentence that suggests another, or an empty text
     */
    public static Map<String, String> unknownVariables(Collection<String> variables) {
        List<String> candidates = variables.stream().filter(variable -> variable.startsWith(ENVIRONMENT)).toList();
        if (candidates.isEmpty()) {
            return Map.of();
        }
        Map<String, String> defaults = defaults();
        List<String> known = defaults.keySet().stream().filter(name -> !name.endsWith(ANY))
                .map(Settings::environmentName).toList();
        List<String> families = families(defaults).stream().map(Settings::environmentName).toList();
        Map<String, String> unknown = new TreeMap<>();
        candidates.stream().filter(variable -> !known.contains(variable)
                && families.stream().noneMatch(family -> variable.startsWith(family) && !variable.equals(family)))
                .forEach(variable -> unknown.put(variable, Suggestion.question(variable, known)));
        return unknown;
    }

    /** The commented defaults, as shipped. */
    public static String defaultsText() {
        try (InputStream in = Settings.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException(DEFAULTS + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where the setting has no value. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such setting: " + name);
        }
        return value.strip();
    }

    /**
     * Returns the settings of a family by what stands in the place of the star.
     *
     * @param name with the star at its end
     */
    public Map<String, String> family(String name) {
        String family = name.substring(0, name.length() - ANY.length());
        Map<String, String> members = new TreeMap<>();
        values.forEach((member, value) -> {
            if (member.startsWith(family) && !member.equals(name)) {
                members.put(member.substring(family.length()), value.strip());
            }
        });
        return members;
    }

    public List<String> list(String name) {
        return Stream.of(text(name).split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    public int number(String name, int least, int most) {
        return read(name, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException("out of range");
            }
            return number;
        }, "a whole number from " + least + " to " + most);
    }

    /** Whether something that is off or on is on. */
    public boolean flag(String name) {
        return read(name, text -> switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("neither");
        }, "yes or no");
    }

    public Duration duration(String name, Duration least, Duration most) {
        return read(name, text -> {
            Duration duration = text.equals("0") ? Duration.ZERO : Durations.parse(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException("out of range");
            }
            return duration;
        }, Durations.ACCEPTED + ", from " + Durations.format(least) + " to " + Durations.format(most));
    }

    /**
     * @param reader turns the text into the value, or throws IllegalArgumentException
     * @param accepted what the message says would be accepted
     */
    public <T> T read(String name, Function<String, T> reader, String accepted) {
        String text = text(name);
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("setting " + name + " is '" + text + "'; accepted is " + accepted);
        }
    }

    private static String environmentName(String name) {
        return ENVIRONMENT + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Variables have neither lower case nor hyphens everywhere, so that a context is written in these. */
    private static String ownName(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the names of each family begin with. */
    private static List<String> families(Map<String, String> values) {
        return values.keySet().stream().filter(name -> name.endsWith(ANY))
                .map(name -> name.substring(0, name.length() - ANY.length())).toList();
    }

    private static void overlay(Map<String, String> values, Map<String, String> over, String where) {
        over.forEach((name, value) -> {
            boolean ofAFamily = families(values).stream()
                    .anyMatch(family -> name.startsWith(family) && name.length() > family.length());
            if (name.endsWith(ANY) || !(ofAFamily || values.containsKey(name))) {
                String meant = Suggestion.question(name, values.keySet());
                throw new InvalidSetting("unknown setting '" + name + "' " + where
                        + (meant.isEmpty() ? "; known are " + String.join(", ", values.keySet()) : meant));
            }
            values.put(name, value);
        });
    }

    private static Map<String, String> defaults() {
        try {
            return PropertiesFile.read(new StringReader(defaultsText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
