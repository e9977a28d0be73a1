/** Tests of settings: which values they accept, and how they reject others. */
@NullMarked
package dev.carteiro.runtime.settings;

import org.jspecify.annotations.NullMarked;
