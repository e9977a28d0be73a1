@NullMarked
package dev.carteiro.schemas.quarantine;

import org.jspecify.annotations.NullMarked;
