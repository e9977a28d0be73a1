package dev.carteiro.runtime.watch;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topics that the router reads events from. Immutable.
 *
 * @param topics by name, all of which must exist; empty where a pattern chooses them
 * @param pattern of the whole names of topics that are read as soon as they exist; {@code null} where they are named
 */
public record EventSources(List<String> topics, @Nullable Pattern pattern) {
    public EventSources {
        topics = List.copyOf(topics);
    }

    public static EventSources named(List<String> topics) {
        return new EventSources(topics, null);
    }

    public static EventSources matching(Pattern pattern) {
        return new EventSources(List.of(), pattern);
    }
}
