package dev.carteiro.schemas.filter;

import dev.carteiro.schemas.filter.FilterBranch.Leaf;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes conditions in words, with bounded length. Stateless. */
final class ConditionDescription {
    private static final int MAX_ALTERNATIVES_SHOWN = 6;
    private static final int MAX_TEXT_LENGTH = 80;

    private ConditionDescription() {
    }

    static String of(Leaf leaf) {
        return leaf.isAbsent() ? "no value at all" : any(leaf.conditions());
    }

    private static String any(List<Condition> conditions) {
        return joined(conditions.stream().map(ConditionDescription::of).distinct().toList());
    }

    private static String of(Condition condition) {
        return switch (condition) {
            case Condition.Exists exists -> "any value";
            case Condition.TextIn in -> joined(in.texts().stream().sorted().map(ConditionDescription::quoted).toList());
            case Condition.Literal literal -> literal.literal().toString();
            case Condition.NumberEquals equals -> number(equals.number());
            case Condition.NumberRange range -> range(range);
            case Condition.Prefix prefix -> "a string that starts with " + quoted(prefix.prefix());
            case Condition.Suffix suffix -> "a string that ends with " + quoted(suffix.suffix());
            case Condition.CaseInsensitiveText text -> (text.toStart() && text.toEnd()
                    ? "a string equal to "
                    : text.toStart() ? "a string that starts with " : "a string that ends with ")
                    + quoted(String.join("", text.lower())) + ", ignoring case";
            case Condition.Wildcard wildcard ->
                "a string that matches " + quoted(String.join("*", wildcard.literals()));
            case Condition.InNetwork in -> "an address in " + in.network();
            case Condition.AnythingBut but -> "any value except " + any(but.excluded());
        };
    }

    private static String range(Condition.NumberRange range) {
        List<String> bounds = new ArrayList<>();
        add(bounds, range.bottom(), range.bottomIncluded() ? ">= " : "> ");
        add(bounds, range.top(), range.topIncluded() ? "<= " : "< ");
        return "a number " + String.join(" and ", bounds);
    }

    private static void add(List<String> bounds, @Nullable BigDecimal bound, String operator) {
        if (bound != null) {
            bounds.add(operator + number(bound));
        }
    }

    private static String number(BigDecimal number) {
        return bounded(number.toString());
    }

    private static String joined(List<String> texts) {
        String shown = String.join(" or ", texts.stream().limit(MAX_ALTERNATIVES_SHOWN).toList());
        return texts.size() > MAX_ALTERNATIVES_SHOWN
                ? shown + " or " + (texts.size() - MAX_ALTERNATIVES_SHOWN) + " others"
                : shown;
    }

    static String quoted(String text) {
        return "\"" + bounded(text) + "\"";
    }

    static String bounded(String text) {
        return text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) + "..." : text;
    }
}
