package dev.carteiro.checker.defect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The mistakes, each with the invariant that must find it. */
public enum Defect {
    /** One delivery in ten thousand counts as delivered without a request, and leaves no trace. */
    DROP("drop", 1),
    /** Offsets are committed as soon as they are handed out. */
    COMMIT_AHEAD("commit-ahead", 1),
    /** The router sends an event's deliveries by another tenant's subscriptions, now and then. */
    WRONG_TENANT("wrong-tenant", 2),
    /** Nobody compares tenants any more once a delivery has been routed. */
    IGNORE_TENANT("ignore-tenant", 2),
    /** The router writes one delivery of an event twice, now and then. */
    TWICE_FANOUT("twice-fanout", 3),
    /** A retry record is written twice, now and then. */
    FORK("fork", 4),
    /** A request is sent twice, now and then, as an HTTP client does that repeats in silence. */
    SEND_TWICE("send-twice", 4),
    /** The body is not the event's, now and then. */
    OTHER_BODY("other-body", 5),
    /** After partitions were assigned, deliveries come back with their attempts forgotten. */
    FORGET_ATTEMPTS("forget-attempts", 6),
    /** Retries do not wait, now and then. */
    EARLY("early", 6),
    /** A process makes one attempt at a time, whatever endpoint it is for. */
    STALL("stall", 10);

    private final String code;
    private final int invariant;

    Defect(String code, int invariant) {
        this.code = code;
        this.invariant = invariant;
    }

    /** As it is written on the command line. */
    public String code() {
        return code;
    }

    /** The number of the invariant that must find it; others may, too. */
    public int invariant() {
        return invariant;
    }

    public static Optional<Defect> ofCode(String code) {
        return Stream.of(values()).filter(defect -> defect.code.equals(code)).findFirst();
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(Defect::code).toList();
    }
}
