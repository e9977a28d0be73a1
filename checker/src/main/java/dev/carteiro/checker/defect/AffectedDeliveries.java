package dev.carteiro.checker.defect;

/** Selects the deliveries that a defect affects, by their ids, so that every process selects the same ones. Stateless. */
public final class AffectedDeliveries {
    /** System property with the id of a delivery that certainly exists; the dropped class includes it. */
    static final String VICTIM = "carteiro.checker.victim";

    private static final int ONE_IN_TEN_THOUSAND = 10_000;

    private AffectedDeliveries() {
    }

    /** Returns whether the id belongs to a sample of one in that many. */
    public static boolean oneIn(int many, String id) {
        return Math.floorMod(id.hashCode(), many) == 0;
    }

    /** Returns whether the id belongs to the same ten-thousandth as the victim. */
    public static boolean isLikeTheVictim(String delivery) {
        String victim = System.getProperty(VICTIM, "");
        return Math.floorMod(victim.hashCode() - delivery.hashCode(), ONE_IN_TEN_THOUSAND) == 0;
    }
}
