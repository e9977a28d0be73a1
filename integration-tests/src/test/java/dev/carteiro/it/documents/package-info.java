/**
 * Tests of the documents. They run the shipped jar as a user does, with the tokens that it creates, run the commands of the pages, and
 * compare the results with the shown ones. A third-party validator checks every kind of response for JSON:API.
 */
@NullMarked
package dev.carteiro.it.documents;

import org.jspecify.annotations.NullMarked;
