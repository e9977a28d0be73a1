package dev.carteiro.api.registry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions are listed: those whose members have exactly these values. Immutable.
 *
 * @param values by member
 * @param confinedTo only this tenant's; {@code null} for all
 */
public record SubscriptionFilter(Map<Member, String> values, @Nullable String confinedTo) {
    /** A member that can be filtered by. */
    public enum Member {
        /** One of the event types, as written: a pattern finds the same pattern. */
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

    boolean admits(SubscriptionLabels labels) {
        if (confinedTo != null && !confinedTo.equals(labels.tenant())) {
            return false;
        }
        for (Map.Entry<Member, String> wanted : values.entrySet()) {
            if (!wanted.getKey().has(labels, wanted.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** What must hold, the confinement included; for indexes. */
    Map<Member, String> required() {
        Map<Member, String> required = new HashMap<>(values);
        if (confinedTo != null) {
            // Where both are given and differ, nothing is admitted whichever is looked up.
            required.put(Member.TENANT, confinedTo);
        }
        return required;
    }
}
