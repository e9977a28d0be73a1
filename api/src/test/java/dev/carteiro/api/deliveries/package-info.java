/** Tests of the delivery history over HTTP; the tests write the records of a dispatcher. */
@NullMarked
package dev.carteiro.api.deliveries;

import org.jspecify.annotations.NullMarked;
