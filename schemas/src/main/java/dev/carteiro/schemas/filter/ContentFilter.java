package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A compiled EventBridge event pattern, as the README of AWS event-ruler describes it. Immutable.
 *
 * <p>The number of steps of an evaluation is at most the product of the sizes of event and filter. A {@link StepBudget}
 * limits it further.
 */
public final class ContentFilter {
    private final List<FilterBranch> alternatives;
    private final @Nullable String fault;

    private ContentFilter(List<FilterBranch> alternatives, @Nullable String fault) {
        this.alternatives = List.copyOf(alternatives);
        this.fault = fault;
    }

    /** @throws InvalidFilterException if the document is not a filter, or exceeds {@link FilterLimits} */
    public static ContentFilter compile(JsonNode filter) throws InvalidFilterException {
        FilterLimits.checkWritten(filter);
        return new ContentFilter(FilterCompiler.compile(filter), null);
    }

    /**
     * Compiles a filter of an applied subscription. An invalid filter has a {@link #fault} and matches nothing; that is
     * possible if rules changed, or if another program wrote it.
     */
    public static ContentFilter compileApplied(JsonNode filter) {
        try {
            FilterLimits.checkAlternatives(filter, FilterLimits.MAX_APPLIED_ALTERNATIVES);
            return new ContentFilter(FilterCompiler.compile(filter), null);
        } catch (InvalidFilterException e) {
            return new ContentFilter(List.of(), "does not compile: " + (e.pointer() + " " + e.getMessage()).strip());
        }
    }

    /** Returns the reason for which the filter cannot be evaluated; {@code null} if it can. */
    public @Nullable String fault() {
        return fault;
    }

    /**
     * Returns whether the event matches.
     *
     * @param budget budget from which the steps are taken
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
     * Returns the fields because of which the event does not match; none if it matches. It uses {@link #matches} for
     * the decision, and costs many times as much.
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
