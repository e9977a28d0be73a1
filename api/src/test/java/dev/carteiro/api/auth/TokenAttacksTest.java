package dev.carteiro.api.auth;

import static dev.carteiro.api.auth.TestAuthenticator.CLAIMS;
import static dev.carteiro.api.auth.TestAuthenticator.ISSUER;
import static dev.carteiro.api.auth.TestAuthenticator.assertRefused;
import static dev.carteiro.api.auth.TestAuthenticator.enter;
import static dev.carteiro.api.auth.TestTokenIssuer.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests attacks that are known to have worked against other implementations. */
class TokenAttacksTest {
    private static final String ALGORITHMS = "the token is not signed in an accepted way: its alg must be one of RS256,"
            + " ES256 and EdDSA";
    private static final String WRONG_SIGNATURE = "the token's signature is not that of its key";
    private static final String UNKNOWN_KEY = "the token names a key that is not known, or not for its alg: its kid must"
            + " be one of the configured key set";
    private static final BigInteger P256_ORDER = new BigInteger(
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static String unsigned(String header) {
        return base64(header) + "." + base64(CLAIMS) + ".";
    }

    private static String withSignature(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + base64(signature);
    }

    private static byte[] signatureOf(String token) {
        return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "rs256", "RS256 ", "RS512", "PS256", "HS256", "ES256K",
            "ES384", "HS512", "RSA-OAEP", "dir"})
    void otherAlgorithms(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"rsa\"}";
        assertRefused(unsigned(header)).hasMessage(ALGORITHMS);
        assertRefused(ISSUER.rsa(header, CLAIMS)).hasMessage(ALGORITHMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"alg\":null}", "{\"alg\":[\"RS256\"]}", "{\"alg\":256}", "{\"ALG\":\"RS256\"}"})
    void anAlgorithmThatIsNone(String header) {
        assertRefused(ISSUER.rsa(header, CLAIMS)).hasMessage(ALGORITHMS);
    }

    @Test
    void noSignatureUnderTheNameOfOne() {
        assertRefused(unsigned(TestTokenIssuer.RSA_HEADER)).hasMessage(WRONG_SIGNATURE);
        assertRefused(unsigned(TestTokenIssuer.EC_HEADER)).hasMessage(WRONG_SIGNATURE);
        assertRefused(unsigned(TestTokenIssuer.ED_HEADER)).hasMessage(WRONG_SIGNATURE);
    }

    @Test
    void thePublicKeyAsTheSecretOfAnHmac() throws Exception {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(ISSUER.rsaPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : new byte[][]{ISSUER.rsaPublic().getEncoded(), pem.getBytes(StandardCharsets.US_ASCII),
                ISSUER.rsaJwk("rsa").getBytes(StandardCharsets.US_ASCII)}) {
            for (String header : new String[]{"{\"alg\":\"HS256\",\"kid\":\"rsa\"}", TestTokenIssuer.RSA_HEADER}) {
                String token = unsigned(header);
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                byte[] signed = token.substring(0, token.length() - 1).getBytes(StandardCharsets.US_ASCII);
                assertRefused(withSignature(token, mac.doFinal(signed)))
                        .message().isIn(ALGORITHMS, WRONG_SIGNATURE);
            }
        }
    }

    @Test
    void aForeignKeyUnderItsOwnNameOrOurs() {
        TestTokenIssuer foreign = new TestTokenIssuer();
        assertRefused(foreign.rsa("{\"alg\":\"RS256\",\"kid\":\"foreign\"}", CLAIMS)).hasMessage(UNKNOWN_KEY);
        assertRefused(foreign.rsa(TestTokenIssuer.RSA_HEADER, CLAIMS)).hasMessage(WRONG_SIGNATURE);
        assertRefused(foreign.ec(TestTokenIssuer.EC_HEADER, CLAIMS)).hasMessage(WRONG_SIGNATURE);
        assertRefused(foreign.ed(TestTokenIssuer.ED_HEADER, CLAIMS)).hasMessage(WRONG_SIGNATURE);
        assertRefused(foreign.rsa("{\"alg\":\"RS256\"}", CLAIMS)).hasMessage(WRONG_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../dev/null", "rsa' OR '1'='1", "", "rsa\\u0000", "RSA"})
    void keyIdsThatAreNone(String id) {
        assertRefused(ISSUER.rsa("{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}", CLAIMS)).hasMessage(UNKNOWN_KEY);
        assertRefused(ISSUER.rsa("{\"alg\":\"RS256\",\"kid\":7}", CLAIMS)).hasMessage("the token's kid is no string");
    }

    @Test
    void aKeyOfAnotherKindThanTheAlgorithm() {
        assertRefused(ISSUER.ec("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", CLAIMS)).hasMessage(UNKNOWN_KEY);
        assertRefused(ISSUER.rsa("{\"alg\":\"RS256\",\"kid\":\"ed\"}", CLAIMS)).hasMessage(UNKNOWN_KEY);
        assertRefused(ISSUER.ed("{\"alg\":\"EdDSA\",\"kid\":\"ec\"}", CLAIMS)).hasMessage(UNKNOWN_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5u", "x5c"})
    void keysThatTheTokenBringsAlong(String member) {
        TestTokenIssuer foreign = new TestTokenIssuer();
        String value = member.equals("jwk") ? foreign.rsaJwk("rsa") : "\"http://127.0.0.1:1/keys\"";
        assertRefused(foreign.rsa("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"" + member + "\":" + value + "}", CLAIMS))
                .hasMessage("the token's header has a member '" + member
                        + "': keys come from the configured key set alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"crit\":[\"exp\"]", "\"crit\":[]", "\"crit\":[\"b64\"],\"b64\":false", "\"b64\":false",
            "\"b64\":true", "\"zip\":\"DEF\"", "\"cty\":\"JWT\""})
    void headersThatChangeHowTheRestIsRead(String members) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"rsa\"," + members + "}";
        assertRefused(ISSUER.rsa(header, CLAIMS)).hasMessageStartingWith("the token's header has a member '")
                .hasMessageEndingWith(
                        "': accepted are plain signed tokens, without extensions, compression or nesting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"logout+jwt\"", "\"dpop+jwt\"", "\"JOSE\"", "7", "null", "\"\""})
    void tokensForOtherPurposes(String type) {
        assertRefused(ISSUER.rsa("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":" + type + "}", CLAIMS))
                .hasMessage("the token is of another type: its typ must be JWT or at+jwt, or absent");
    }

    @Test
    void anEncryptedToken() {
        assertRefused(base64("{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}") + ".AA.AA.AA.AA")
                .hasMessage("the token is encrypted: accepted are tokens that are signed only");
    }

    @Test
    void aTokenInsideAToken() {
        String inner = ISSUER.rsa(TestTokenIssuer.RSA_HEADER, CLAIMS);
        assertRefused(ISSUER.rsa(TestTokenIssuer.RSA_HEADER, inner))
                .hasMessage("the token's payload is not one JSON object without duplicate members");
    }

    @Test
    void aPayloadThatGrows() throws Exception {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(small)) {
            deflating.write(new byte[1024 * 1024]);
        }
        String header = base64("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"zip\":\"DEF\"}");
        assertRefused(header + "." + base64(small.toByteArray()) + ".AAAA").message()
                .startsWith("the token's header has a member 'zip'");
    }

    /** CVE-2022-21449 among them: zero was a valid signature of everything. */
    @Test
    void ecdsaSignaturesOutOfRange() {
        String token = ISSUER.ec(TestTokenIssuer.EC_HEADER, CLAIMS);
        byte[] order = Arrays.copyOfRange(P256_ORDER.toByteArray(), 1, 33);
        byte[] one = new byte[32];
        one[31] = 1;
        byte[] zero = new byte[32];
        for (byte[][] pair : new byte[][][]{{zero, zero}, {zero, one}, {one, zero}, {order, one}, {one, order},
                {order, order}}) {
            byte[] signature = Arrays.copyOf(pair[0], 64);
            System.arraycopy(pair[1], 0, signature, 32, 32);
            assertRefused(withSignature(token, signature)).hasMessage(WRONG_SIGNATURE);
        }
        assertRefused(withSignature(token, Arrays.copyOf(signatureOf(token), 65))).hasMessage(WRONG_SIGNATURE);
        assertRefused(withSignature(token, new byte[]{0x30, 6, 2, 1, 0, 2, 1, 0})).hasMessage(WRONG_SIGNATURE);
    }

    /** Both are signatures by the standard; that they are one token to us is why nothing may depend on its text. */
    @Test
    void theOtherSpellingOfAnEcdsaSignatureIsTheSameCaller() {
        String token = ISSUER.ec(TestTokenIssuer.EC_HEADER, CLAIMS);
        byte[] signature = signatureOf(token);
        byte[] other = P256_ORDER.subtract(new BigInteger(1, signature, 32, 32)).toByteArray();
        byte[] respelled = Arrays.copyOf(Arrays.copyOf(signature, 32), 64);
        int length = Math.min(32, other.length);
        System.arraycopy(other, other.length - length, respelled, 64 - length, length);

        assertThat(respelled).isNotEqualTo(signature);
        assertThat(enter(withSignature(token, respelled))).isEqualTo(enter(token));
    }

    @Test
    void anEddsaSignatureWhoseSIsRespelled() {
        String token = ISSUER.ed(TestTokenIssuer.ED_HEADER, CLAIMS);
        byte[] signature = signatureOf(token);
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] reversed = new byte[33];
        for (int i = 0; i < 32; i++) {
            reversed[32 - i] = signature[32 + i];
        }
        byte[] larger = new BigInteger(reversed).add(order).toByteArray();
        byte[] respelled = Arrays.copyOf(Arrays.copyOf(signature, 32), 64);
        for (int i = 0; i < 32; i++) {
            respelled[32 + i] = i < larger.length ? larger[larger.length - 1 - i] : 0;
        }
        assertRefused(withSignature(token, respelled)).hasMessage(WRONG_SIGNATURE);
    }

    @Test
    void anRsaSignatureWithALeadingZero() {
        String token = ISSUER.rsa(TestTokenIssuer.RSA_HEADER, CLAIMS);
        byte[] signature = signatureOf(token);
        byte[] longer = new byte[signature.length + 1];
        System.arraycopy(signature, 0, longer, 1, signature.length);
        assertRefused(withSignature(token, longer)).hasMessage(WRONG_SIGNATURE);
    }

    @Test
    void partsInAnotherSpelling() {
        String token = ISSUER.rsa(TestTokenIssuer.RSA_HEADER, CLAIMS);
        String refused = "the token's signature is not base64url in its one spelling: without padding, with zero bits"
                + " at the end";
        assertThat(token.substring(token.lastIndexOf('.') + 1)).as("four bits are left over").hasSize(342);
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        assertRefused(token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1))
                .hasMessage(refused);
        assertRefused(token + "==").hasMessage(refused);
        assertRefused(token + "=").hasMessage(refused);
        assertRefused(token + "A").as("a zero byte more").hasMessage(WRONG_SIGNATURE);
        assertRefused(token.replace(".", "=.")).message().startsWith("the Authorization header is not understood");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\t", "\u00a0", "%", "é"})
    void charactersThatDoNotBelong(String character) {
        String token = ISSUER.rsa(TestTokenIssuer.RSA_HEADER, CLAIMS);
        assertRefused(token + character).message().startsWith("the Authorization header is not understood");
        assertRefused(token.replace(".", character + ".")).message()
                .startsWith("the Authorization header is not understood");
    }

    @Test
    void theOtherBase64() {
        assertRefused(unsigned(TestTokenIssuer.RSA_HEADER) + "+/+/").message()
                .startsWith("the token's signature is not base64url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a.b.c.d", "a.b.c.d.e.f", ".", "..", "..."})
    void whatIsNoToken(String token) {
        assertRefused(token).message().startsWith("the token");
    }

    @Test
    void membersThatAreGivenTwice() {
        assertRefused(ISSUER.rsa("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa\"}", CLAIMS))
                .hasMessage("the token's header is not one JSON object without duplicate members");
        for (String claims : new String[]{CLAIMS.replace("{", "{\"tenant\":\"a\",\"tenant\":\"b\","),
                CLAIMS.replace("{", "{\"exp\":1,"), CLAIMS.replace("{", "{\"x\":{\"y\":1,\"y\":2},"),
                CLAIMS.replace("{", "{\"tenant\":\"a\",\"tena\\u006et\":\"b\","), CLAIMS + "{}", "[" + CLAIMS + "]",
                "", "null"}) {
            assertRefused(ISSUER.rsa(TestTokenIssuer.RSA_HEADER, claims))
                    .hasMessage("the token's payload is not one JSON object without duplicate members");
        }
    }

    @Test
    void aTokenTooLargeToLookAt() {
        assertRefused("a".repeat(BearerToken.LONGEST + 1)).hasMessage("the token is too long: at most 8192 characters");
        assertRefused("a".repeat(50_000_000)).hasMessage("the token is too long: at most 8192 characters");
        assertRefused(".".repeat(BearerToken.LONGEST)).message().startsWith("the token is no JWT");
        String deep = "[".repeat(5_000);
        assertRefused(base64(deep) + ".AAAA.AAAA").message().startsWith("the token's header is not one JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "Token x", "Bearer\ta", " Bearer a",
            "bearer=a"})
    void otherHeaders(String header) {
        assertThatThrownBy(() -> BearerToken.of(header)).isInstanceOfSatisfying(UnauthenticatedException.class,
                refused -> assertThat(refused.challenge()).isEqualTo("Bearer realm=\"carteiro\""));
    }

    @Test
    void noHeaderAtAll() {
        assertThatThrownBy(() -> BearerToken.of(null)).hasMessage(
                "no token is given: send a header 'Authorization: Bearer' with a token");
        assertThat(BearerToken.of("bEARER  a.b")).isEqualTo("a.b");
    }

    @Test
    void nothingOfATokenIsSaidBack() {
        String marked = "s3cr3t";
        for (String token : new String[]{ISSUER.rsa("{\"alg\":\"s3cr3t\"}", CLAIMS),
                ISSUER.rsa("{\"alg\":\"RS256\",\"kid\":\"s3cr3t\"}", CLAIMS),
                ISSUER.rsa("{\"alg\":\"RS256\",\"typ\":\"s3cr3t\"}", CLAIMS), ISSUER.rsa("s3cr3t", CLAIMS),
                ISSUER.rsa(TestTokenIssuer.RSA_HEADER, marked),
                ISSUER.rsa(TestTokenIssuer.RSA_HEADER, CLAIMS.replace("ana", "s3cr3t\\n")),
                ISSUER.rsa(TestTokenIssuer.RSA_HEADER, CLAIMS.replace("id.example", marked)), marked,
                marked + " " + marked}) {
            assertRefused(token).message().doesNotContain(marked);
        }
        assertRefused(ISSUER.ec(TestTokenIssuer.RSA_HEADER, CLAIMS)).satisfies(refused -> assertThat(
                ((UnauthenticatedException) refused).challenge())
                .isEqualTo("Bearer realm=\"carteiro\", error=\"invalid_token\""));
    }
}
