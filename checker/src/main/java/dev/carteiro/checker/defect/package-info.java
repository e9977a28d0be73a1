/**
 * Seeded defects, which test the checker itself. A Java agent changes the classes of routers and dispatchers while they are loaded;
 * the program knows nothing of it and has no hook for it.
 *
 * <p>{@code Change} names the methods that each {@link dev.carteiro.checker.defect.Defect} changes, and the class with the advice,
 * whose body Byte Buddy copies into them. Advice calls public methods of this package, which the changed classes find on the class
 * path. A method that no longer exists ends the process; a unit test finds it earlier.
 */
@NullMarked
package dev.carteiro.checker.defect;

import org.jspecify.annotations.NullMarked;
