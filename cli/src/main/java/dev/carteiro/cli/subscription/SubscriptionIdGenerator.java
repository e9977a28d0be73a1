package dev.carteiro.cli.subscription;

import dev.carteiro.schemas.targeturl.Origin;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Generates ids for subscriptions without one. Stateless. */
public final class SubscriptionIdGenerator {
    /** Letters and digits without those that look alike. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int RANDOM_LETTERS = 4;
    private static final int MAX_HOST_CHARACTERS = 60;

    private SubscriptionIdGenerator() {
    }

    /** Returns the URL's host and some random letters, as in {@code example.com-k3f9}. */
    public static String newId(@Nullable String url, RandomGenerator random) {
        String host = Origin.of(url).map(Origin::host).map(found -> found.replaceFirst("^www\\.", ""))
                .orElse("subscription").replaceAll("[^a-z0-9.-]", "");
        StringBuilder id = new StringBuilder(
                host.length() > MAX_HOST_CHARACTERS ? host.substring(0, MAX_HOST_CHARACTERS) : host)
                .append('-');
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
