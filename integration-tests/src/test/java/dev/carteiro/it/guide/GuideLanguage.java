package dev.carteiro.it.guide;

import java.nio.file.Path;
import java.util.List;

/**
 * What the guides' code is written in, and how a machine that has it runs a file. Immutable.
 *
 * @param driver feeds cases to the guide's programs
 * @param command the file's name and its arguments follow
 */
record GuideLanguage(String driver, List<String> command) {
    static final GuideLanguage NODE = new GuideLanguage("driver.js", List.of("node"));
    static final GuideLanguage PYTHON = new GuideLanguage("driver.py", List.of("python3", "-B"));

    /** Compiles the files it needs beside the one it is given (JEP 458), none of it to disk. */
    static final GuideLanguage JAVA = new GuideLanguage("Driver.java",
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
}
