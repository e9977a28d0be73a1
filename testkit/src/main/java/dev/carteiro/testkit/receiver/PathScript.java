package dev.carteiro.testkit.receiver;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The script of one path: behaviours in turn, of which the last one is repeated. Each call replaces the script and restarts its turns.
 * Thread-safe; turns follow the order in which heads arrive.
 */
public final class PathScript {
    private volatile Turns turns;

    PathScript(Behaviour unscripted) {
        this.turns = new Turns(List.of(unscripted));
    }

    public void answers(int status) {
        behaves(Behaviours.answer(status));
    }

    public void answers(int status, Map<String, String> headers) {
        behaves(Behaviours.answer(status, headers, ""));
    }

    public void answersInTurn(int... statuses) {
        behaves(Arrays.stream(statuses).mapToObj(Behaviours::answer).toArray(Behaviour[]::new));
    }

    /** @throws IllegalArgumentException without a behaviour */
    public void behaves(Behaviour... inTurn) {
        if (inTurn.length == 0) {
            throw new IllegalArgumentException("a script needs at least one behaviour");
        }
        turns = new Turns(List.of(inTurn));
    }

    Behaviour next() {
        return turns.next();
    }

    private record Turns(List<Behaviour> behaviours, AtomicInteger taken) {
        Turns(List<Behaviour> behaviours) {
            this(behaviours, new AtomicInteger());
        }

        Behaviour next() {
            int turn = taken.getAndUpdate(before -> Math.min(before + 1, behaviours.size() - 1));
            return behaviours.get(turn);
        }
    }
}
