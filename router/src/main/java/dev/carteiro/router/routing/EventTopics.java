package dev.carteiro.router.routing;

import dev.carteiro.schemas.topic.TopicNames;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The topics from which events are read. Immutable. */
public sealed interface EventTopics {
    /**
     * A list of topics, all of which must exist.
     *
     * @param topics at least one topic, without duplicates
     */
    record NamedTopics(List<String> topics) implements EventTopics {
        private static final Pattern VALID_SYNTAX = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

        public NamedTopics {
            topics = topics.stream().distinct().toList();
            if (topics.isEmpty()) {
                throw new IllegalArgumentException("the list of event topics is empty: name at least one topic");
            }
            for (String topic : topics) {
                if (!VALID_SYNTAX.matcher(topic).matches()) {
                    throw new IllegalArgumentException("event topic '" + topic
                            + "' is not a topic name: use 1 to 249 of the characters a-z A-Z 0-9 . _ -");
                }
            }
        }
    }

    /**
     * All topics whose whole name matches a pattern, including topics that are created later. Carteiro's own topics are
     * excluded, except its events topic.
     *
     * @param pattern Java regular expression
     */
    record TopicPattern(Pattern pattern) implements EventTopics {
        /** Returns the pattern without Carteiro's own topics, because routing deliveries as events would never end. */
        public Pattern outside(TopicNames names) {
            return Pattern.compile("(?!" + Pattern.quote(names.prefix()) + "(?!events$))(?:" + pattern.pattern() + ")",
                    pattern.flags());
        }
    }

    static EventTopics named(String... topics) {
        return new NamedTopics(List.of(topics));
    }

    /** @throws IllegalArgumentException if the text is not a regular expression; the message names the position */
    static EventTopics matching(String pattern) {
        try {
            return new TopicPattern(Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("event topic pattern '" + pattern + "' is not a regular expression: "
                    + e.getDescription() + " at position " + e.getIndex(), e);
        }
    }
}
