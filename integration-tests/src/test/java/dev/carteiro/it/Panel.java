package dev.carteiro.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One panel of a dashboard.
 *
 * @param dashboard file of the dashboard
 * @param expressions the panel's queries
 */
record Panel(String dashboard, String title, String unit, String description, List<String> expressions) {
    static List<Panel> all(Path directory) throws IOException {
        List<Panel> panels = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
                for (JsonNode panel : new ObjectMapper().readTree(Files.readString(file)).path("panels")) {
                    panels.add(of(file, panel));
                }
            }
        }
        return panels;
    }

    private static Panel of(Path file, JsonNode panel) {
        List<String> expressions = new ArrayList<>();
        panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText()));
        return new Panel(file.getFileName().toString(), panel.path("title").asText(),
                panel.at("/fieldConfig/defaults/unit").asText(), panel.path("description").asText(), expressions);
    }
}
