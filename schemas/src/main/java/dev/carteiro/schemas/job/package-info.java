/**
 * Records of the jobs topic: subscriptions with deliveries in the held topic, redrives of dead letters, and their
 * progress. The topic is compacted; the key determines the kind of a record.
 *
 * <pre>
 *   resume/&lt;partition&gt;/&lt;subscription&gt;   {@link dev.carteiro.schemas.job.HeldMarker}, deleted when all of its records are released
 *   redrive-&lt;uuid&gt;                       {@link dev.carteiro.schemas.job.Redrive}, written once
 *   redrive-&lt;uuid&gt;/&lt;partition&gt;           {@link dev.carteiro.schemas.job.RedriveProgress}
 * </pre>
 */
@NullMarked
package dev.carteiro.schemas.job;

import org.jspecify.annotations.NullMarked;
