package dev.carteiro.cli.deadletter;

import dev.carteiro.runtime.redrive.RedrivePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Formats the plan of a redrive for people. Stateless. */
final class RedrivePlanFormatter {
    private static final int SHOWN_SUBSCRIPTIONS = 5;

    private RedrivePlanFormatter() {
    }

    static List<String> lines(RedrivePlan plan, boolean again, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        lines.add(plan.count() + " dead letter" + (plan.count() == 1 ? "" : "s")
                + (dryRun ? " would be redriven" : " to redrive") + redrivenBefore(plan, again));
        plan.byReason().forEach((reason, count) -> lines.add("  reason " + reason.code() + ": " + count));
        List<Map.Entry<String, Long>> top = plan.bySubscription().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        top.stream().limit(SHOWN_SUBSCRIPTIONS)
                .forEach(entry -> lines.add("  subscription " + entry.getKey() + ": " + entry.getValue()));
        if (top.size() > SHOWN_SUBSCRIPTIONS) {
            lines.add("  and " + (top.size() - SHOWN_SUBSCRIPTIONS) + " other subscriptions");
        }
        return lines;
    }

    private static String redrivenBefore(RedrivePlan plan, boolean again) {
        if (plan.before() == 0) {
            return "";
        }
        return again
                ? "; " + plan.before() + " of them were redriven before"
                : "; " + plan.before() + (plan.before() == 1 ? " more was" : " more were")
                        + " redriven before and skipped (see --again)";
    }
}
