import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one case per line from standard input: a scheme, and in base64 headers, body and secret. Writes one result per line.
 */
class Driver {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        for (String line : new String(System.in.readAllBytes(), UTF_8).lines().toList()) {
            List<String> parts = List.of(line.split("\t", -1));
            Map<String, String> headers = new TreeMap<>();
            new String(bytes(parts.get(1)), UTF_8).lines().forEach(text -> headers
                    .put(text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1)));
            out.println(result(parts.get(0), headers, bytes(parts.get(2)), new String(bytes(parts.get(3)), UTF_8)));
        }
    }

    private static String result(String scheme, Map<String, String> headers, byte[] body, String secret) {
        try {
            return switch (scheme) {
                case "standard" -> String.valueOf(VerifyStandard.verify(headers::get, body, secret));
                case "ed25519" -> String.valueOf(VerifyEd25519.verify(headers::get, body, secret));
                case "twenty" -> String.valueOf(VerifyTwenty.verify(headers::get, body, secret));
                case "grafeno" -> String.valueOf(VerifyGrafeno.verify(body, secret));
                case "token" -> String.valueOf(VerifyToken.verify(headers::get, secret, "x-token"));
                case "cloudevent-binary" -> {
                    Map<String, String> event = ReadCloudEvent.attributes(headers);
                    yield String.join(" ", event.get("id"), event.get("type"), event.get("source"),
                            event.get("myext"), new String(body, UTF_8).replaceAll(".*\"id\":\\s*\"([^\"]*)\".*", "$1"));
                }
                default -> "unknown scheme";
            };
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
