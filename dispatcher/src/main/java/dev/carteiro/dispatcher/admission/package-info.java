/**
 * The one answer to "there is no room, what now?". {@link dev.carteiro.dispatcher.admission.AdmissionPolicy} looks at an
 * endpoint, at the lane and at the time, and decides whether a delivery starts, queues, waits in its partition, or is
 * deferred to a retry topic. Nothing here has state: queues, circuit breakers, latency estimates and memory pools belong to
 * the packages that show them to the policy.
 */
@NullMarked
package dev.carteiro.dispatcher.admission;

import org.jspecify.annotations.NullMarked;
