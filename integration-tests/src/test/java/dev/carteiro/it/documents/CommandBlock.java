package dev.carteiro.it.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of one fenced block of a document, run together. Immutable.
 *
 * @param kind the word after {@code sh}, which selects how they are run; empty for one after the other
 */
record CommandBlock(String kind, String commands) {
    private static final Pattern BLOCK = Pattern.compile("^```sh(?: (\\w+))?\n(.*?)^```$",
            Pattern.DOTALL | Pattern.MULTILINE);

    /**
     * @param path of the document, from the repository's root
     * @param here replaces the document's ports and hosts by the test's
     */
    static List<CommandBlock> of(String path, UnaryOperator<String> here) throws IOException {
        List<CommandBlock> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of(System.getProperty("carteiro.root"), path)));
        while (block.find()) {
            String kind = block.group(1);
            blocks.add(new CommandBlock(kind == null ? "" : kind, here.apply(block.group(2))));
        }
        return blocks;
    }
}
