package dev.carteiro.dispatcher.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactJsonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{} | {}", "` { } ` | {}",
            "`{ \"a b\" : [ 1.50 , -0e1 ] }` | `{\"a b\":[1.50,-0e1]}`",
            "`[\" \\\" \", \"\\\\\" , \"\\\\\\\" \"]` | `[\" \\\" \",\"\\\\\",\"\\\\\\\" \"]`", "`\t1\r\n` | 1",
            "`[\"\u00e9 \u20ac\" ,true]` | `[\"\u00e9 \u20ac\",true]`"})
    void takesOnlyWhatIsBetweenTokens(String json, String compact) {
        assertThat(compact("xx" + json + "yy", 2, 2)).isEqualTo(compact);
    }

    @Test
    void copiesNothingThatIsCompact() {
        ByteBuffer json = ByteBuffer.wrap("{\"a b\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(CompactJson.of(json)).isSameAs(json);
    }

    /** What Jackson writes with indentation, against what it writes without. */
    @Test
    void undoesIndentation() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            JsonNode tree = random(random, 4);
            String pretty = StrictJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree);

            assertThat(compact(pretty, 0, 0)).isEqualTo(tree.toString());
        }
    }

    private static JsonNode random(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> nodes.numberNode(random.nextInt());
            case 1 -> nodes.textNode(" \"\\\n\t{}[],:".substring(random.nextInt(10)));
            case 2 -> nodes.booleanNode(random.nextBoolean());
            case 3 -> nodes.arrayNode().add(random(random, depth - 1)).add(random(random, depth - 1));
            default -> nodes.objectNode().<com.fasterxml.jackson.databind.node.ObjectNode>set("a \" b",
                    random(random, depth - 1)).set("\\", random(random, depth - 1));
        };
    }

    private static String compact(String text, int before, int behind) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer compact = CompactJson.of(ByteBuffer.wrap(bytes, before, bytes.length - before - behind));
        return StandardCharsets.UTF_8.decode(compact).toString();
    }
}
