/**
 * The REST API as its documentation has it, from outside: the jar that is shipped, started as a user starts it, with the
 * tokens that it makes itself. What the pages show as a command is run, and what it answers is compared with what they
 * show; every kind of answer is judged by a validator of JSON:API that others wrote.
 */
@NullMarked
package dev.carteiro.it.documents;

import org.jspecify.annotations.NullMarked;
