package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A compiled EventBridge event pattern, as the README of AWS event-ruler describes them. Immutable and safe for any thread.
 *
 * <p>An evaluation takes at most as many steps as the event and the filter have parts, multiplied; a {@link StepBudget}
 * bounds that as well.
 */
public final class ContentFilter {
    private final List<FilterBranch> alternatives;
    private final @Nullable String fault;

    private ContentFilter(List<FilterBranch> alternatives, @Nullable String fault) {
        this.alternatives = List.copyOf(alternatives);
        this.fault = fault;
    }

    /** @throws InvalidFilterException if the document is not a filter, or exceeds the limits of what is accepted */
    public static ContentFilter compile(JsonNode filter) throws InvalidFilterException {
        FilterLimits.checkWritten(filter);
        return new ContentFilter(FilterCompiler.compile(filter), null);
    }

    /**
     * Compiles a filter that is in force already. One that is not valid, because rules have changed or something else wrote
     * it, has a {@link #fault} and matches nothing.
     */
    public static ContentFilter compileApplied(JsonNode filter) {
        try {
            FilterLimits.checkAlternatives(filter, FilterLimits.MAX_APPLIED_ALTERNATIVES);
            return new ContentFilter(FilterCompiler.compile(filter), null);
        } catch (InvalidFilterException e) {
            return new ContentFilter(List.of(), "does not compile: " + (e.pointer() + " " + e.getMessage()).strip());
        }
    }

    /** Returns why the filter cannot be evaluated; {@code null} if it can. */
    public @Nullable String fault() {
        return fault;
    }

    /**
     * Whether the event passes.
     *
     * @param budget from which the steps are taken
     * @throws StepsExceededException if the budget is too small to decide
     */
    public boolean matches(FilterDocument event, StepBudget budget) throws StepsExceededException {
        FilterEvaluation evaluation = new FilterEvaluation(budget);
        for (FilterBranch alternative : alternatives) {
            if (evaluation.matches(alternative, event.root())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Why the event does not pass: the fields that fail. None where it passes. For people, at many times the cost of
     * {@link #matches}, which decides here as well.
     *
     * @throws StepsExceededException if the budget is too small to decide or to explain
     */
    public List<FieldMismatch> mismatches(FilterDocument event, StepBudget budget) throws StepsExceededException {
        if (fault != null) {
            return List.of(new FieldMismatch("", List.of(), "the filter " + fault));
        }
        return matches(event, budget) ? List.of() : new FilterExplanation(event, budget).nearest(alternatives);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentFilter that && alternatives.equals(that.alternatives)
                && Objects.equals(fault, that.fault);
    }

    @Override
    public int hashCode() {
        return Objects.hash(alternatives, fault);
    }
}
