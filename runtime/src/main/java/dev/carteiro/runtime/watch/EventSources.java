package dev.carteiro.runtime.watch;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topics from which the router reads events. Immutable.
 *
 * @param topics names of topics that must exist; empty with a pattern
 * @param pattern matches the whole names of topics, which are read as soon as they exist; {@code null} with names
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
