package dev.carteiro.checker.defect;

/** Which deliveries a defect strikes: the same in every process and at every look, by their ids. Stateless. */
public final class AffectedDeliveries {
    /** Set by the checker: what is dropped is of the class of a delivery that certainly exists. */
    static final String VICTIM = "carteiro.checker.victim";

    private static final int ONE_IN_TEN_THOUSAND = 10_000;

    private AffectedDeliveries() {
    }

    /** Whether it is one in that many. */
    public static boolean oneIn(int many, String id) {
        return Math.floorMod(id.hashCode(), many) == 0;
    }

    /** Whether it is one of the ten-thousandth part that the victim is in. */
    public static boolean isLikeTheVictim(String delivery) {
        String victim = System.getProperty(VICTIM, "");
        return Math.floorMod(victim.hashCode() - delivery.hashCode(), ONE_IN_TEN_THOUSAND) == 0;
    }
}
