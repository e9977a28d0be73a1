package dev.carteiro.router.routing;

import dev.carteiro.schemas.topic.TopicNames;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Where events are read from. Immutable. */
public sealed interface EventTopics {
    /**
     * These topics, all of which must exist.
     *
     * @param topics at least one, each once
     */
    record NamedTopics(List<String> topics) implements EventTopics {
        private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

        public NamedTopics {
            topics = topics.stream().distinct().toList();
            if (topics.isEmpty()) {
                throw new IllegalArgumentException("event topics: name at least one");
            }
            for (String topic : topics) {
                if (!LEGAL.matcher(topic).matches()) {
                    throw new IllegalArgumentException("event topic '" + topic
                            + "' is no topic name: write 1 to 249 of the characters a-z A-Z 0-9 . _ -");
                }
            }
        }
    }

    /**
     * Every topic whose whole name matches, those that are created later too; Carteiro's own topics are never among
     * them, but for its events topic.
     *
     * @param pattern a Java regular expression
     */
    record TopicPattern(Pattern pattern) implements EventTopics {
        /** The pattern without Carteiro's own topics: to route a delivery again would never end. */
        public Pattern outside(TopicNames names) {
            return Pattern.compile("(?!" + Pattern.quote(names.prefix()) + "(?!events$))(?:" + pattern.pattern() + ")",
                    pattern.flags());
        }
    }

    static EventTopics named(String... topics) {
        return new NamedTopics(List.of(topics));
    }

    /** @throws IllegalArgumentException if the text is no regular expression; the message says where */
    static EventTopics matching(String pattern) {
        try {
            return new TopicPattern(Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("event topic pattern '" + pattern + "' is no regular expression: "
                    + e.getDescription() + " at position " + e.getIndex(), e);
        }
    }
}
