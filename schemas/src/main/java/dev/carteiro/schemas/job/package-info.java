/**
 * What stands in the jobs topic: which subscriptions have deliveries in the held topic, which dead letters are to be sent
 * again, and how far that has come. The topic is compacted; the key says what a record is.
 *
 * <pre>
 *   resume/&lt;partition&gt;/&lt;subscription&gt;   {@link dev.carteiro.schemas.job.HeldMarker}, removed when all of it is released
 *   redrive-&lt;uuid&gt;                       {@link dev.carteiro.schemas.job.Redrive}, written once
 *   redrive-&lt;uuid&gt;/&lt;partition&gt;           {@link dev.carteiro.schemas.job.RedriveProgress}
 * </pre>
 */
@NullMarked
package dev.carteiro.schemas.job;

import org.jspecify.annotations.NullMarked;
