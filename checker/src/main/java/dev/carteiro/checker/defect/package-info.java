/**
 * Mistakes that are made on purpose, to see whether the checker finds them. A Java agent changes the classes of routers
 * and dispatchers while they are loaded; the program itself knows nothing of it and has no hook for it.
 *
 * <p>{@code Change} names the methods that each {@link dev.carteiro.checker.defect.Defect} changes and the class with
 * the advice, whose body Byte Buddy copies into them. What an advice calls lies in public methods here, which the
 * changed classes find on the class path. A method that is no longer there ends the process, and fails a unit test
 * before that.
 */
@NullMarked
package dev.carteiro.checker.defect;

import org.jspecify.annotations.NullMarked;
