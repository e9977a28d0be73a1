@NullMarked
package dev.carteiro.dispatcher.admission;

import org.jspecify.annotations.NullMarked;
