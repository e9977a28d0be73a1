/**
 * Settings from four places, the later ones winning: the commented defaults file that is shipped, the operator's file,
 * the environment ({@code CARTEIRO_ROUTER_THREADS} for {@code router.threads}), the command line. A wrong value is an
 * error that names the setting, the value and what would be accepted; an unknown setting is one too.
 */
@NullMarked
package dev.carteiro.runtime.settings;

import org.jspecify.annotations.NullMarked;
