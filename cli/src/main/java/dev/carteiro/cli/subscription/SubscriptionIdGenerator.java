package dev.carteiro.cli.subscription;

import dev.carteiro.schemas.targeturl.Origin;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes ids for subscriptions that were given none. Stateless. */
public final class SubscriptionIdGenerator {
    /** Without those that look like others. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int RANDOM_LETTERS = 4;
    private static final int LONGEST_HOST = 60;

    private SubscriptionIdGenerator() {
    }

    /** Returns the URL's host and some random letters, as in {@code example.com-k3f9}. */
    public static String newId(@Nullable String url, RandomGenerator random) {
        String host = Origin.of(url).map(Origin::host).map(found -> found.replaceFirst("^www\\.", ""))
                .orElse("subscription").replaceAll("[^a-z0-9.-]", "");
        StringBuilder id = new StringBuilder(host.length() > LONGEST_HOST ? host.substring(0, LONGEST_HOST) : host)
                .append('-');
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
