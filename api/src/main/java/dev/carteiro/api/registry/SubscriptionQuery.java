package dev.carteiro.api.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which list is wanted. Immutable.
 *
 * @param order what it is sorted by
 * @param descending the other way round
 * @param from where to begin, itself excluded; {@code null} for the list's beginning (or end)
 * @param backwards the page that ends at {@code from} instead of the one that begins there
 * @param size of a page, at most
 * @param bytes of a page, at most; it holds one subscription however large that is
 */
public record SubscriptionQuery(SubscriptionFilter filter, SortOrder order, boolean descending, @Nullable SortPosition from, boolean backwards,
        int size, int bytes) {
    /** What lists can be sorted by. */
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
