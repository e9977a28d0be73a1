/**
 * What the system itself decides about an endpoint, apart from what its owner wrote: that it has been failing, that it is
 * disabled. One compacted topic, keyed by subscription; a newer version of the subscription makes it void.
 */
@NullMarked
package dev.carteiro.schemas.endpoint;

import org.jspecify.annotations.NullMarked;
