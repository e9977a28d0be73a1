@NullMarked
package dev.carteiro.runtime.server;

import org.jspecify.annotations.NullMarked;
