package dev.carteiro.schemas.job;

import dev.carteiro.schemas.subscription.SubscriptionReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key of a record in the jobs topic. Immutable. */
public sealed interface JobKey {
    /** A subscription has records in one partition of the held topic. */
    record HeldKey(int partition, String subscription) implements JobKey {
        @Override
        public String text() {
            return "resume/" + partition + "/" + subscription;
        }
    }

    /** A redrive of dead letters. */
    record RedriveKey(String id) implements JobKey {
        @Override
        public String text() {
            return id;
        }
    }

    /** How far a redrive has come in one partition. */
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

    /** Empty for a key that none of these has. */
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

    /** A subscription's id may hold slashes; it comes last. */
    final class KeyPatterns {
        private static final Pattern HELD = Pattern.compile("resume/(\\d{1,5})/(.+)", Pattern.DOTALL);
        private static final Pattern REDRIVE = Pattern.compile("(redrive-[0-9a-f-]{36})(?:/(\\d{1,5}))?");

        private KeyPatterns() {
        }
    }
}
