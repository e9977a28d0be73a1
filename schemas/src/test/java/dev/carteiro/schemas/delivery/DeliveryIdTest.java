package dev.carteiro.schemas.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryIdTest {
    /**
     * The ids must never change, because receivers store them. The expected values were computed with Python's hashlib.
     */
    @Test
    void isAStableFunctionOfSourceEventAndSubscription() {
        DeliveryId ids = new DeliveryId("carteiro.events", "evt_1");

        assertThat(ids.forSubscription("sub_1")).isEqualTo("dlv_858caca14cd3d409a001451346f4d84e");
        assertThat(ids.forSubscription("sub_2")).isNotEqualTo(ids.forSubscription("sub_1"));
        assertThat(ids.forSubscription("sub_1")).isEqualTo("dlv_858caca14cd3d409a001451346f4d84e");
    }

    @Test
    void separatesItsParts() {
        assertThat(new DeliveryId("a", "bc").forSubscription("d"))
                .isNotEqualTo(new DeliveryId("ab", "c").forSubscription("d"));
        assertThat(new DeliveryId("a", "b").forSubscription("cd"))
                .isNotEqualTo(new DeliveryId("a", "bc").forSubscription("d"));
    }
}
