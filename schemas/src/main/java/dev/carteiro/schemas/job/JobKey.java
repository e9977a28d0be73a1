package dev.carteiro.schemas.job;

import dev.carteiro.schemas.subscription.SubscriptionReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Key of a record in the jobs topic. Immutable. */
public sealed interface JobKey {
    /** Key of a {@link HeldMarker}: a subscription and a partition of the held topic. */
    record HeldKey(int partition, String subscription) implements JobKey {
        @Override
        public String text() {
            return "resume/" + partition + "/" + subscription;
        }
    }

    /** Key of a {@link Redrive}. */
    record RedriveKey(String id) implements JobKey {
        @Override
        public String text() {
            return id;
        }
    }

    /** Key of a {@link RedriveProgress}: a redrive and a partition of the dead-letters topic. */
    record ProgressKey(String id, int partition) implements JobKey {
        @Override
        public String text() {
            return id + "/" + partition;
        }
    }

    String text();

    default byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** Parses a key; empty if it has none of these forms. */
    static Optional<JobKey> parse(String text) {
        Matcher held = KeyPatterns.HELD.matcher(text);
        if (held.matches() && SubscriptionReader.isId(held.group(2))) {
            return Optional.of(new HeldKey(Integer.parseInt(held.group(1)), held.group(2)));
        }
        Matcher redrive = KeyPatterns.REDRIVE.matcher(text);
        if (!redrive.matches()) {
            return Optional.empty();
        }
        String partition = redrive.group(2);
        return Optional.of(partition == null
                ? new RedriveKey(redrive.group(1))
                : new ProgressKey(redrive.group(1), Integer.parseInt(partition)));
    }

    /** Patterns of the keys. The subscription id comes last, because it may contain slashes. */
    final class KeyPatterns {
        private static final Pattern HELD = Pattern.compile("resume/(\\d{1,5})/(.+)", Pattern.DOTALL);
        private static final Pattern REDRIVE = Pattern.compile("(redrive-[0-9a-f-]{36})(?:/(\\d{1,5}))?");

        private KeyPatterns() {
        }
    }
}
