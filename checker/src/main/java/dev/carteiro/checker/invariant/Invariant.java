package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.History;
import java.util.List;

/** Something that must hold at the end of every run. Stateless. */
public interface Invariant {
    /** All of them, by number. */
    List<Invariant> ALL = List.of(new NoLoss(), new NoInvention(), new OneRecordEach(), new NoUnexplainedRepeat(),
            new FaithfulRequests(), new OrderlyAttempts(), new NothingInLimbo(), new IsolatedEndpoints(),
            new DrainsInTime());

    int number();

    String name();

    /** One or two sentences that can be true or false. */
    String statement();

    Finding judge(History history);
}
