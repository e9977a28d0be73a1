@NullMarked
package dev.carteiro.cli.context;

import org.jspecify.annotations.NullMarked;
