package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.RunHistory;
import java.util.List;

/** Something that must hold at the end of every run. Stateless. */
public interface Invariant {
    /** All of them, by number. */
    List<Invariant> ALL = List.of(new NoLoss(), new NoUnexpectedDelivery(), new SingleDeliveryRecord(), new NoUnexplainedRepeat(),
            new FaithfulRequests(), new OrderlyAttempts(), new NoUnsettledDelivery(), new IsolatedEndpoints(),
            new BoundedDrain());

    int number();

    String name();

    /** One or two sentences that can be true or false. */
    String statement();

    InvariantResult judge(RunHistory history);
}
