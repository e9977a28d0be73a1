/**
 * Settings from four sources, of which later ones win: the commented defaults file that is shipped, the operator's file, the
 * environment ({@code CARTEIRO_ROUTER_THREADS} for {@code router.threads}), and the command line. The error for a wrong value names
 * the setting, the value and what would be accepted. An unknown setting is an error, too.
 */
@NullMarked
package dev.carteiro.runtime.settings;

import org.jspecify.annotations.NullMarked;
