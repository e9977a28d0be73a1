/**
 * Redrives of dead letters, outside the dispatcher: reads the dead letters that a filter matches, and writes a job to the jobs
 * topic, which the dispatchers carry out.
 *
 * <pre>
 *   dead-letters, jobs --read--> {@link dev.carteiro.runtime.redrive.RedrivePlan} --written--> jobs ---> dispatchers
 *                                                                      progress ^------------------+
 * </pre>
 */
@NullMarked
package dev.carteiro.runtime.redrive;

import org.jspecify.annotations.NullMarked;
