/**
 * Rules for target URLs and request headers, without any I/O.
 *
 * <p>A subscriber chooses the URL that Carteiro calls from inside the operator's network. Without rules, subscribers
 * could reach internal services: cloud metadata, the broker, a neighbour's admin page (server-side request forgery). So
 * a target is checked three times. {@link dev.carteiro.schemas.targeturl.TargetUrl} checks the URL when a subscription is
 * accepted, {@link dev.carteiro.schemas.targeturl.HostNameRules} checks a name before it is resolved, and {@link
 * dev.carteiro.schemas.targeturl.AddressRules} checks the address of the connection. Only the last check is the security
 * boundary; the first two explain a mistake to its author immediately. The classes that resolve names, and the only
 * HTTP client that may be used, are in the runtime module.
 *
 * <p>{@link dev.carteiro.schemas.targeturl.HeaderRules} prevents that a subscriber's headers forge Carteiro's own headers
 * or split a request.
 */
@NullMarked
package dev.carteiro.schemas.targeturl;

import org.jspecify.annotations.NullMarked;
