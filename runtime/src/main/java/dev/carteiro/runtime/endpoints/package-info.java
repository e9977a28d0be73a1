/** What the system has decided about endpoints, as any process sees it: the endpoint-status topic, followed. */
@NullMarked
package dev.carteiro.runtime.endpoints;

import org.jspecify.annotations.NullMarked;
