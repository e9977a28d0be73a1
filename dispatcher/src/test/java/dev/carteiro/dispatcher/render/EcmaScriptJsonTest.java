package dev.carteiro.dispatcher.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.NodeScript;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaScriptJsonTest {
    private static final int LARGEST_EVENT = 512 * 1024;

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "-0.0e5, 0", "0e999999999999, 0", "1.0, 1", "1.50, 1.5", "-1.50, -1.5", "0.1, 0.1",
            "1e2, 100", "1.0E2, 100", "1E+2, 100", "12e-1, 1.2", "1e21, 1e+21", "1e20, 100000000000000000000",
            "123456789012345680000, 123456789012345680000", "1234567890123456800000, 1.2345678901234568e+21",
            "1e-7, 1e-7", "0.0000001, 1e-7", "0.000001, 0.000001", "1.5e-6, 0.0000015", "0.00000015, 1.5e-7",
            "5e-324, 5e-324", "1e-323, 1e-323", "1.5e-323, 1.5e-323", "2E-323, 2e-323", "2e23, 2e+23",
            "1.7976931348623157e308, 1.7976931348623157e+308", "2.2250738585072014e-308, 2.2250738585072014e-308",
            "9007199254740991, 9007199254740991", "9007199254740992, 9007199254740992",
            "9007199254740994.00, 9007199254740994", "0.30000000000000004, 0.30000000000000004", "100, 100",
            "100.125, 100.125"})
    void writesANumberAsEcmaScriptDoes(String written, String stringified) throws InvalidJsonException {
        assertThat(of(written)).isEqualTo(stringified);
    }

    @ParameterizedTest
    @CsvSource({"9007199254740993", "-9007199254740993", "12345678901234567", "123456789012345678", "1e400", "-1E+400",
            "1e-400", "4.9e-324", "3e-324", "1e9999999999999999999", "0.1000000000000000055511151231257827",
            "1.79769313486231570001e308", "100000000000000000000000000000000000000000000000001"})
    void leavesANumberThatADoubleCannotHoldAsItIsWritten(String written) throws InvalidJsonException {
        assertThat(of(written)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"{ } | {}", "[ ] | []",
            "{ \"a b\" : [ true , null,\tfalse ] } | {\"a b\":[true,null,false]}",
            "\"\\u00e3\\/\\u0041\\uD83D\\uDE00\" | \"\u00e3/A\uD83D\uDE00\"",
            "\"\\u0008\\u0009\\u000A\\u000c\\u000D\\u001F\\u0000\\\"\\\\\" | \"\\b\\t\\n\\f\\r\\u001f\\u0000\\\"\\\\\"",
            "\"\\uD83Dx\\ude00\\uDE00\\uD83D\" | \"\\ud83dx\\ude00\\ude00\\ud83d\"",
            "\"\\u007f\\u2028\\u2029\\ufeff\" | \"\u007f\u2028\u2029\ufeff\"",
            "{\"b\":1,\"a\":2,\"b\":3} | {\"b\":3,\"a\":2}",
            "{\"b\":1,\"2\":2,\"10\":3,\"a\":{\"1\":0,\"0\":1},\"1\":4} | {\"1\":4,\"2\":2,\"10\":3,\"b\":1,\"a\":{\"0\":1,\"1\":0}}",
            "{\"a\":1,\"01\":2,\"-1\":3,\"1.0\":4,\"4294967295\":5,\"4294967294\":6} | {\"4294967294\":6,\"a\":1,\"01\":2,\"-1\":3,\"1.0\":4,\"4294967295\":5}",
            "{\"0\":1,\"1\":2,\"a\":3} | {\"0\":1,\"1\":2,\"a\":3}", "{\"1\":1,\"1\":2} | {\"1\":2}",
            "{\"a\":1,\"__proto__\":{\"x\":1},\"\":2} | {\"a\":1,\"__proto__\":{\"x\":1},\"\":2}",
            "{\"\\u0061\":1,\"a\":2} | {\"a\":2}"})
    void writesStringsAndMembersAsEcmaScriptDoes(String written, String stringified) throws InvalidJsonException {
        assertThat(of(written)).isEqualTo(stringified);
    }

    @Test
    void readsAPartOfAnArray() throws InvalidJsonException {
        byte[] bytes = "xx[1.0 ]yy".getBytes(StandardCharsets.UTF_8);
        assertThat(text(EcmaScriptJson.of(ByteBuffer.wrap(bytes, 2, 6)))).isEqualTo("[1]");
    }

    @Test
    @Timeout(20)
    void handlesTheDeepestAndTheLargestEvents() throws InvalidJsonException {
        int depth = StrictJson.MAX_DEPTH - 1;
        String nested = "{\"1\":".repeat(depth) + "\"" + "x".repeat(LARGEST_EVENT - 20 * depth) + "\""
                + ",\"0\":1}".repeat(depth);
        assertThat(of(nested)).startsWith("{\"0\":1,\"1\":{\"0\":1,\"1\":");

        StringBuilder members = new StringBuilder("{");
        for (int i = 60_000; i > 0; i--) {
            members.append('"').append(i).append("\":1,");
        }
        assertThat(of(members + "\"0\":1}")).startsWith("{\"0\":1,\"1\":1,").hasSize(members.length() + 6);

        String digits = "1".repeat(900);
        assertThat(of("[" + (digits + ",").repeat(500) + "0.0]")).isEqualTo("[" + (digits + ",").repeat(500) + "0]");
    }

    /** Compares the results for the numbers and documents above, and for many random ones, with those of node. */
    @Test
    void writesWhatNodeWrites(@TempDir Path directory) throws Exception {
        List<String> documents = new ArrayList<>(List.of("{\"b\":1,\"2\":2,\"10\":3,\"a\":{\"1\":0,\"0\":1},\"1\":4}",
                "{\"4294967295\":1,\"4294967294\":2,\"4294967296\":3,\"9007199254740991\":4,\"00\":5,\"-0\":6}",
                "{\"__proto__\":1,\"a\":2,\"__proto__\":3,\"constructor\":4,\"toJSON\":5}",
                "\"\\ud800\\udc00\\udc00\""));
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            documents.add(number(random));
        }
        for (int i = 0; i < 3_000; i++) {
            documents.add(value(random, 4));
        }
        String script = """
                const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(line => line !== '');
                process.stdout.write(lines.map(line => JSON.stringify(JSON.parse(line))).join('\\n') + '\\n');
                """;
        List<String> stringified = NodeScript.run(directory, script, documents);

        assertThat(stringified).hasSameSizeAs(documents);
        int same = 0;
        for (int i = 0; i < documents.size(); i++) {
            String written = documents.get(i);
            String ours = of(written);
            if (ours.equals(stringified.get(i))) {
                same++;
            } else {
                // Only a number that no double holds may make a difference: it stays as it is written.
                assertThat(EcmaScriptNumber.of(written)).as("%s: node writes %s", written, stringified.get(i))
                        .isEqualTo(written).isNotEqualTo(stringified.get(i));
                assertThat(new BigDecimal(written)).as(written)
                        .isNotEqualByComparingTo(new BigDecimal(
                                stringified.get(i).equals("null") ? "1e-5000" : stringified.get(i)));
            }
        }
        assertThat(same).isGreaterThan(10_000);
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> Integer.toString(random.nextInt(1_000_000)) + (random.nextBoolean() ? ".50" : "");
            case 1 -> string(random);
            case 2 -> random.nextBoolean() ? "true" : "null";
            case 3 -> random.nextBoolean() ? "1.0E-7" : "-0";
            case 4 -> "[ " + value(random, depth - 1) + " ,\t" + value(random, depth - 1) + "]";
            default -> {
                StringBuilder object = new StringBuilder("{");
                int members = random.nextInt(8);
                for (int i = 0; i < members; i++) {
                    object.append(i == 0 ? "" : " , ")
                            .append(random.nextBoolean()
                                    ? "\"" + random.nextInt(12) + "\""
                                    : "\"" + "ab\u00e3".charAt(random.nextInt(3)) + "\"")
                            .append(": ").append(value(random, depth - 1));
                }
                yield object + "}";
            }
        };
    }

    private static String string(Random random) {
        StringBuilder string = new StringBuilder("\"");
        int length = random.nextInt(3);
        for (int i = 0; i < length; i++) {
            int c = random.nextInt(3) == 0 ? 0xD7FE + random.nextInt(0x804) : random.nextInt(0x300);
            if (random.nextBoolean() || c < ' ' || c == '"' || c == '\\' || c >= 0xD800) {
                string.append("\\u").append(HexFormat.of().toHexDigits((char) c));
            } else {
                string.append((char) c);
            }
        }
        return string + "\"";
    }

    private static String number(Random random) {
        String sign = random.nextInt(4) == 0 ? "-" : "";
        return sign + switch (random.nextInt(6)) {
            case 0 -> Double.toString(Math.abs(Double.longBitsToDouble(random.nextLong() & 0x7FDFFFFFFFFFFFFFL)));
            case 1 -> Long.toString(random.nextLong(1, Long.MAX_VALUE) >>> random.nextInt(63));
            case 2 -> random.nextInt(1000) + "." + random.nextInt(100_000) + "0";
            case 3 -> (1 + random.nextInt(99)) + "e" + (random.nextInt(660) - 330);
            case 4 -> "0." + "0".repeat(random.nextInt(9)) + random.nextInt(1_000_000);
            default ->
                "%d.%de%d".formatted(random.nextInt(10), random.nextLong(1, Long.MAX_VALUE) >>> random.nextInt(63),
                        random.nextInt(60) - 30);
        };
    }

    private static String of(String json) throws InvalidJsonException {
        return text(EcmaScriptJson.of(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))));
    }

    private static String text(ByteBuffer json) {
        return StandardCharsets.UTF_8.decode(json).toString();
    }
}
