package groovy.lang;

/**
 * Takes the place of a class that picocli looks for at each start, since Groovy programs use closures as commands. Where it is
 * missing, the JVM opens all eighty jars to find that out, which takes half as long as the JVM's own start.
 */
public final class Closure {
    private Closure() {
    }
}
