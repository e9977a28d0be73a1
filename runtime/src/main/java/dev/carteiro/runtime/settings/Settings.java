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

/** The settings of one process. Names are checked at creation, types when a setting is read. Immutable. */
public final class Settings {
    private static final String DEFAULTS_FILE = "carteiro-defaults.properties";
    private static final String VARIABLE_PREFIX = "CARTEIRO_";

    /** Ends the name of a family of settings; the operator's own name replaces it. */
    private static final String WILDCARD = "*";

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param file the operator's properties file, or {@code null}
     * @param environment usually {@code System.getenv()}; variables that name no setting are ignored
     * @param commandLine settings given as options, by name
     * @throws InvalidSetting if the file or the command line names an unknown setting, or the file cannot be read
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
        return load(Map.of(), file, environment, commandLine);
    }

    /**
     * Loads settings with those of a context, which all other sources override.
     *
     * @param context settings by name; empty if no context is in use
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
     * Returns the variables that begin like a setting but name none.
     *
     * @return by variable, the end of a sentence that suggests another, or an empty text
     */
    public static Map<String, String> unknownVariables(Collection<String> variables) {
        List<String> candidates = variables.stream().filter(variable -> variable.startsWith(VARIABLE_PREFIX)).toList();
        if (candidates.isEmpty()) {
            return Map.of();
        }
        Map<String, String> defaults = defaults();
        List<String> known = defaults.keySet().stream().filter(name -> !name.endsWith(WILDCARD))
                .map(Settings::environmentName).toList();
        List<String> families = families(defaults).stream().map(Settings::environmentName).toList();
        Map<String, String> unknown = new TreeMap<>();
        candidates.stream().filter(variable -> !known.contains(variable)
                && families.stream().noneMatch(family -> variable.startsWith(family) && !variable.equals(family)))
                .forEach(variable -> unknown.put(variable, Suggestion.question(variable, known)));
        return unknown;
    }

    /** Returns the commented defaults file. */
    public static String defaultsText() {
        try (InputStream in = Settings.class.getResourceAsStream(DEFAULTS_FILE)) {
            if (in == null) {
                throw new IllegalStateException(DEFAULTS_FILE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an empty text if the setting has no value. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such setting: " + name);
        }
        return value.strip();
    }

    /**
     * Returns the settings of a family, by the text in the place of the star.
     *
     * @param name with the star at its end
     */
    public Map<String, String> family(String name) {
        String family = name.substring(0, name.length() - WILDCARD.length());
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

    /** Returns whether a setting of yes or no is yes. */
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
     * @param reader converts the text into the value, or throws IllegalArgumentException
     * @param accepted the accepted values, which complete "use" in the error message
     */
    public <T> T read(String name, Function<String, T> reader, String accepted) {
        String text = text(name);
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("invalid value '" + text + "' for setting " + name + ": use " + accepted);
        }
    }

    private static String environmentName(String name) {
        return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Converts a variable's part to a context's name. Variables cannot portably have lower case or hyphens. */
    private static String ownName(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the prefixes of the families' names. */
    private static List<String> families(Map<String, String> values) {
        return values.keySet().stream().filter(name -> name.endsWith(WILDCARD))
                .map(name -> name.substring(0, name.length() - WILDCARD.length())).toList();
    }

    private static void overlay(Map<String, String> values, Map<String, String> over, String where) {
        over.forEach((name, value) -> {
            boolean ofAFamily = families(values).stream()
                    .anyMatch(family -> name.startsWith(family) && name.length() > family.length());
            if (name.endsWith(WILDCARD) || !(ofAFamily || values.containsKey(name))) {
                String meant = Suggestion.question(name, values.keySet());
                throw new InvalidSetting("unknown setting '" + name + "' " + where
                        + (meant.isEmpty() ? "; use one of " + String.join(", ", values.keySet()) : meant));
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
