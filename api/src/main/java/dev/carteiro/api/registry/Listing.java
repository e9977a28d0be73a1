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
public record Listing(Filter filter, Order order, boolean descending, @Nullable Position from, boolean backwards,
        int size, int bytes) {
    /** What lists can be sorted by. */
    public enum Order {
        ID("id"), NAME("name");

        private final String text;

        Order(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        public Position of(Registered registered) {
            return switch (this) {
                case ID -> byId(registered.id());
                case NAME -> byName(registered.id(), registered.labels());
            };
        }

        static Position byName(String id, Labels labels) {
            return new Position(Objects.requireNonNullElse(labels.name(), ""), id);
        }

        static Position byId(String id) {
            return new Position(id, id);
        }
    }
}
