/** Placeholders for classes of Groovy that picocli looks up. */
@NullMarked
package groovy.lang;

import org.jspecify.annotations.NullMarked;
