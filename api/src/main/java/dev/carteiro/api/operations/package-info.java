/**
 * Operations on endpoints over HTTP, besides changes of subscriptions: tests, new secrets, redrives. The resources read
 * the request and check the caller; {@link dev.carteiro.api.actions} does the work.
 */
@NullMarked
package dev.carteiro.api.operations;

import org.jspecify.annotations.NullMarked;
