package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.schemas.delivery.Delivery;

/**
 * A delivery that was handed out.
 *
 * @param lease under which its result may be written
 * @param offset of the consumed record
 * @param charge what it takes of the lane's budget until its result is committed or dropped
 */
record DeliveryTask(Lease lease, long offset, Delivery delivery, Endpoint<DeliveryTask> endpoint, MemoryBudget.Charge charge) {
}
