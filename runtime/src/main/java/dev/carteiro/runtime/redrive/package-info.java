/**
 * Dead letters and their redrive, as seen from outside the dispatcher: what lies in the dead-letters topic, which of it a
 * filter means, and a job in the jobs topic that the dispatchers then carry out.
 *
 * <pre>
 *   dead-letters, jobs --read--> {@link dev.carteiro.runtime.redrive.RedrivePlan} --written--> jobs ---> dispatchers
 *                                                                       how far ^------------------+
 * </pre>
 */
@NullMarked
package dev.carteiro.runtime.redrive;

import org.jspecify.annotations.NullMarked;
