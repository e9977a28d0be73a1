package dev.carteiro.it.guide;

import java.nio.file.Path;
import java.util.List;

/**
 * A programming language of the guides' code, and the command that runs a file. Immutable.
 *
 * @param driver passes cases to the guide's programs
 * @param command is followed by the file's name and its arguments
 */
record GuideLanguage(String driver, List<String> command) {
    static final GuideLanguage NODE = new GuideLanguage("driver.js", List.of("node"));
    static final GuideLanguage PYTHON = new GuideLanguage("driver.py", List.of("python3", "-B"));

    /** Compiles the other files in memory (JEP 458). */
    static final GuideLanguage JAVA = new GuideLanguage("Driver.java",
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
}
