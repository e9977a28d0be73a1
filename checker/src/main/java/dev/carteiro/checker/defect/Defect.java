package dev.carteiro.checker.defect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The seeded defects, each with the invariant that must find it. */
public enum Defect {
    /** One delivery in ten thousand is recorded as delivered without a request, and leaves no other record. */
    DROP("drop", 1),
    /** Offsets are committed as soon as they are handed out. */
    COMMIT_AHEAD("commit-ahead", 1),
    /** One event in 50 is routed by another tenant's subscriptions. */
    WRONG_TENANT("wrong-tenant", 2),
    /** Tenants are no longer compared once a delivery has been routed. */
    IGNORE_TENANT("ignore-tenant", 2),
    /** The router writes one delivery of one event in 100 twice. */
    TWICE_FANOUT("twice-fanout", 3),
    /** The retry record of one delivery in 50 is written twice. */
    FORK("fork", 4),
    /** One request in 100 is sent twice, as by an HTTP client with silent retries. */
    SEND_TWICE("send-twice", 4),
    /** One body in 500 is not the event's. */
    OTHER_BODY("other-body", 5),
    /** Deliveries that are read soon after an assignment of partitions lose their attempts. */
    FORGET_ATTEMPTS("forget-attempts", 6),
    /** One delivery in 20 does not wait for its retries. */
    EARLY("early", 6),
    /** A process makes one attempt at a time, over all endpoints. */
    STALL("stall", 10);

    private final String code;
    private final int invariant;

    Defect(String code, int invariant) {
        this.code = code;
        this.invariant = invariant;
    }

    /** Returns the name on the command line. */
    public String code() {
        return code;
    }

    /** Returns the number of the invariant that must find it. Others may find it, too. */
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
