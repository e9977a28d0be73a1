package dev.carteiro.router.match;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.event.ruler.GenericMachine;

/**
 * Content filters compiled together. Immutable once compiled, and event-ruler's machines may be read by any thread.
 *
 * <p>{@code rulesForJSONEvent} is used, not {@code rulesForEvent}: only it is array-consistent, so that conditions on
 * several members of array elements must be met by one element.
 *
 * <p>One bad filter harms no other: what does not compile is left out and reported for each event, and an event on
 * which the machine fails is judged again filter by filter.
 */
final class FilterMachine {
    private final List<Candidate> candidates;
    private final Map<Candidate, String> broken;
    private final GenericMachine<Candidate> machine;

    private FilterMachine(List<Candidate> candidates, Map<Candidate, String> broken,
            GenericMachine<Candidate> machine) {
        this.candidates = candidates;
        this.broken = broken;
        this.machine = machine;
    }

    static FilterMachine compile(List<Candidate> candidates) {
        Map<Candidate, String> broken = new LinkedHashMap<>();
        GenericMachine<Candidate> machine = GenericMachine.<Candidate>builder().build();
        for (Candidate candidate : candidates) {
            try {
                machine.addRule(candidate, candidate.filter());
            } catch (IOException | RuntimeException | StackOverflowError e) {
                broken.put(candidate, "does not compile: " + describe(e));
            }
        }
        return new FilterMachine(List.copyOf(candidates), broken, machine);
    }

    void evaluate(JsonNode document, Judge judge) {
        broken.forEach(judge::failed);
        try {
            matching(document).forEach(candidate -> judge.passed(candidate, document));
        } catch (RuntimeException | StackOverflowError e) {
            if (candidates.size() == 1) {
                judge.failed(candidates.getFirst(), describe(e));
            } else {
                oneByOne(document, judge);
            }
        }
    }

    /** A filter with {@code $or} is several rules of one name, hence the set. */
    private Set<Candidate> matching(JsonNode document) {
        return new LinkedHashSet<>(machine.rulesForJSONEvent(document));
    }

    private void oneByOne(JsonNode document, Judge judge) {
        for (Candidate candidate : candidates) {
            if (!broken.containsKey(candidate)) {
                compile(List.of(candidate)).evaluate(document, judge);
            }
        }
    }

    private static String describe(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = message.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
}
