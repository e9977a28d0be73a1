/**
 * What a run publishes, who subscribes to it, and how the receivers behave, all of it a function of the seed. Who must
 * get what is decided here a second time, in a few plain lines that share nothing with the router: the checker would be
 * blind to a mistake that it had in common with what it checks.
 */
@NullMarked
package dev.carteiro.checker.workload;

import org.jspecify.annotations.NullMarked;
