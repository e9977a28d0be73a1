package dev.carteiro.api.registry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A filter on subscriptions: all given members must have exactly these values. Immutable.
 *
 * @param values required values by member
 * @param onlyTenant only subscriptions of this tenant; {@code null} for all
 */
public record SubscriptionFilter(Map<Member, String> values, @Nullable String onlyTenant) {
    /** A member that can be filtered by. */
    public enum Member {
        /** One of the event types as written; a pattern matches the same pattern. */
        EVENT("event"), CONTEXT("context"), TENANT("tenant"), STATE("state"), NAME("name");

        private final String text;

        Member(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        boolean has(SubscriptionLabels labels, String wanted) {
            return switch (this) {
                case EVENT -> labels.events().contains(wanted);
                case CONTEXT -> wanted.equals(labels.context());
                case TENANT -> wanted.equals(labels.tenant());
                case STATE -> wanted.equals(labels.state());
                case NAME -> wanted.equals(labels.name());
            };
        }
    }

    public static final SubscriptionFilter NONE = new SubscriptionFilter(Map.of(), null);

    public SubscriptionFilter {
        values = Map.copyOf(values);
    }

    boolean matches(SubscriptionLabels labels) {
        if (onlyTenant != null && !onlyTenant.equals(labels.tenant())) {
            return false;
        }
        for (Map.Entry<Member, String> wanted : values.entrySet()) {
            if (!wanted.getKey().has(labels, wanted.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Returns the required values for index lookups, the tenant limit included. */
    Map<Member, String> required() {
        Map<Member, String> required = new HashMap<>(values);
        if (onlyTenant != null) {
            // If both are given and differ, nothing matches, whichever is looked up.
            required.put(Member.TENANT, onlyTenant);
        }
        return required;
    }
}
