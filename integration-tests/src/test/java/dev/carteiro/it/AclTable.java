package dev.carteiro.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Reads the table in docs/kafka-acls.md. Stateless. */
final class AclTable {
    private AclTable() {
    }

    /** Returns one binding for each operation. */
    static List<AclBinding> read(Path document) throws IOException {
        List<AclBinding> bindings = new ArrayList<>();
        for (String line : Files.readAllLines(document)) {
            if (line.startsWith("| `")) {
                List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
                add(text(cells.get(1)), type(cells.get(2)), text(cells.get(3)), cells.get(4), bindings);
            }
        }
        return bindings;
    }

    private static void add(String role, ResourceType type, String name, String operations, List<AclBinding> bindings) {
        boolean isPrefix = name.endsWith("*");
        ResourcePattern resource = new ResourcePattern(type, isPrefix ? name.substring(0, name.length() - 1) : name,
                isPrefix ? PatternType.PREFIXED : PatternType.LITERAL);
        for (String operation : operations.split(", ")) {
            bindings.add(new AclBinding(resource, new AccessControlEntry("User:" + role, "*",
                    AclOperation.fromString(operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT)),
                    AclPermissionType.ALLOW)));
        }
    }

    private static ResourceType type(String text) {
        return ResourceType.fromString(text.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static String text(String cell) {
        return cell.replace("`", "");
    }
}
