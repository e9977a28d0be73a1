package dev.carteiro.api.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query for one page of a list of subscriptions. Immutable.
 *
 * @param order the sort key
 * @param descending whether the order is reversed
 * @param from the position after which the page begins; {@code null} for the start of the list (or its end)
 * @param backwards whether the page ends before {@code from} instead
 * @param size maximum number of subscriptions
 * @param bytes maximum size; a single subscription may be larger
 */
public record SubscriptionQuery(SubscriptionFilter filter, SortOrder order, boolean descending,
        @Nullable SortPosition from, boolean backwards,
        int size, int bytes) {
    /** The sort keys of lists. */
    public enum SortOrder {
        ID("id"), NAME("name");

        private final String text;

        SortOrder(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        public SortPosition of(RegisteredSubscription registered) {
            return switch (this) {
                case ID -> byId(registered.id());
                case NAME -> byName(registered.id(), registered.labels());
            };
        }

        static SortPosition byName(String id, SubscriptionLabels labels) {
            return new SortPosition(Objects.requireNonNullElse(labels.name(), ""), id);
        }

        static SortPosition byId(String id) {
            return new SortPosition(id, id);
        }
    }
}
