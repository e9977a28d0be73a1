package dev.carteiro.schemas.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryIdTest {
    /** Fixed for ever: receivers remember these ids. Computed independently, with Python's hashlib. */
    @Test
    void isThisFunctionOfItsThreeParts() {
        DeliveryId ids = new DeliveryId("carteiro.events", "evt_1");

        assertThat(ids.forSubscription("sub_1")).isEqualTo("dlv_858caca14cd3d409a001451346f4d84e");
        assertThat(ids.forSubscription("sub_2")).isNotEqualTo(ids.forSubscription("sub_1"));
        assertThat(ids.forSubscription("sub_1")).isEqualTo("dlv_858caca14cd3d409a001451346f4d84e");
    }

    @Test
    void doesNotRunItsPartsTogether() {
        assertThat(new DeliveryId("a", "bc").forSubscription("d"))
                .isNotEqualTo(new DeliveryId("ab", "c").forSubscription("d"));
        assertThat(new DeliveryId("a", "b").forSubscription("cd"))
                .isNotEqualTo(new DeliveryId("a", "bc").forSubscription("d"));
    }
}
