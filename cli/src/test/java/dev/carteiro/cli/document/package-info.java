/**
 * Tests of reading JSON documents from users, with exact text and without a broker.
 */
@NullMarked
package dev.carteiro.cli.document;

import org.jspecify.annotations.NullMarked;
