package groovy.lang;

/**
 * A placeholder for a class that picocli looks up at each start, because Groovy programs use closures as commands. Without it, the
 * JVM opens all eighty jars for the lookup, which takes half as long as the JVM's own start.
 */
public final class Closure {
    private Closure() {
    }
}
