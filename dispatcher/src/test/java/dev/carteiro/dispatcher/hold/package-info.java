/** Tests of what is held and when it leaves. */
@NullMarked
package dev.carteiro.dispatcher.hold;

import org.jspecify.annotations.NullMarked;
