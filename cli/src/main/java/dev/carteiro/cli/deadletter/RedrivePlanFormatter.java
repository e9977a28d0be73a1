package dev.carteiro.cli.deadletter;

import dev.carteiro.runtime.redrive.RedrivePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A plan in words. Stateless. */
final class RedrivePlanFormatter {
    private static final int TOP = 5;

    private RedrivePlanFormatter() {
    }

    static List<String> lines(RedrivePlan plan, boolean again, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        lines.add(plan.count() + " dead letter" + (plan.count() == 1 ? "" : "s")
                + (dryRun ? " would be redriven" : " to redrive") + before(plan, again));
        plan.byReason().forEach((reason, count) -> lines.add("  reason " + reason.code() + ": " + count));
        List<Map.Entry<String, Long>> top = plan.bySubscription().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        top.stream().limit(TOP)
                .forEach(entry -> lines.add("  subscription " + entry.getKey() + ": " + entry.getValue()));
        if (top.size() > TOP) {
            lines.add("  and " + (top.size() - TOP) + " other subscriptions");
        }
        return lines;
    }

    private static String before(RedrivePlan plan, boolean again) {
        if (plan.before() == 0) {
            return "";
        }
        return again
                ? "; " + plan.before() + " of them were redriven before"
                : "; " + plan.before() + (plan.before() == 1 ? " more was" : " more were")
                        + " redriven before and left out (see --again)";
    }
}
