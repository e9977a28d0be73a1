/** What became of deliveries, asked for over real HTTP; the tests write what a dispatcher would. */
@NullMarked
package dev.carteiro.api.deliveries;

import org.jspecify.annotations.NullMarked;
