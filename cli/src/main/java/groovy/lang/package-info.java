/** What picocli expects of Groovy, which is not there. */
@NullMarked
package groovy.lang;

import org.jspecify.annotations.NullMarked;
