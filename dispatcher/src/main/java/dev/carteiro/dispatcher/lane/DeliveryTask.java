package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.schemas.delivery.Delivery;

/**
 * A delivery that was handed out. Immutable.
 *
 * @param lease the lease under which its result may be written
 * @param offset the offset of the consumed record
 * @param charge the memory that it takes until its result is committed or dropped
 */
record DeliveryTask(Lease lease, long offset, Delivery delivery, Endpoint<DeliveryTask> endpoint,
        MemoryBudget.Charge charge) {
}
