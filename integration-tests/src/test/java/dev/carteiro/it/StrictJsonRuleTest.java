package dev.carteiro.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.carteiro.schemas.json.JsonValues;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * JSON values must be read as their own type. Jackson's {@code asText} reads {@code null} as "null" and 7 as "7", and its
 * {@code asInt} reads a string as a number. A tenant with such a name would then get data that has no tenant.
 */
@AnalyzeClasses(packages = "dev.carteiro", importOptions = ImportOption.DoNotIncludeTests.class)
class StrictJsonRuleTest {
    /** Methods of a node: {@code asText}, {@code asInt} and others; {@code textValue} is {@code null} for all but strings. */
    private static final Pattern CONVERTS = Pattern.compile("as(?!Token)[A-Z]\\w*");

    /** Methods of a mapper that convert as well. */
    private static final Pattern BINDS = Pattern.compile("treeToValue|convertValue");

    @ArchTest
    static final ArchRule NO_CONVERSION = rule();

    @Test
    void findsEachWayToConvert() {
        Assertions.assertThat(rule().evaluate(new ClassFileImporter().importClasses(ConvertingReads.class))
                .getFailureReport().getDetails()).hasSize(5);
    }

    private static ArchRule rule() {
        return noClasses().should()
                .accessTargetWhere(describe("a JSON value is read as another type", StrictJsonRuleTest::converts))
                .because("null and numbers are not text: use textValue() or " + JsonValues.class.getSimpleName());
    }

    private static boolean converts(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        Pattern forbidden = owner.isAssignableTo(TreeNode.class) ? CONVERTS : BINDS;
        return forbidden.matcher(access.getTarget().getName()).matches()
                && (owner.isAssignableTo(TreeNode.class) || owner.isAssignableTo(ObjectMapper.class)
                        || owner.isAssignableTo(ObjectReader.class));
    }

    /** One use of each kind of forbidden method. */
    static final class ConvertingReads {
        private ConvertingReads() {
        }

        static String all(JsonNode node) {
            java.util.function.Function<JsonNode, String> reference = JsonNode::asText;
            return node.asText() + node.asText("x") + node.asInt() + node.path("a").asBoolean(true)
                    + reference.apply(node);
        }
    }
}
