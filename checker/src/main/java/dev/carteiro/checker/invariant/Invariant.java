package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.RunHistory;
import java.util.List;

/** A statement that must hold at the end of every run. Stateless. */
public interface Invariant {
    /** All invariants, by number. */
    List<Invariant> ALL = List.of(new NoLoss(), new NoUnexpectedDelivery(), new SingleDeliveryRecord(),
            new NoUnexplainedRepeat(),
            new FaithfulRequests(), new OrderlyAttempts(), new NoUnsettledDelivery(), new IsolatedEndpoints(),
            new BoundedDrain());

    int number();

    String name();

    /** Returns the statement in a few sentences. */
    String statement();

    InvariantResult judge(RunHistory history);
}
