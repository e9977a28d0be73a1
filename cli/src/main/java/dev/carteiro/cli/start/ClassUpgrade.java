package dev.carteiro.cli.start;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes of a jar as classes of Java 8, with the stack maps that the newer verifier needs. Stateless.
 *
 * <p>Picocli is compiled for Java 5. The JVM does not cache classes that old, so each start would read and verify them again, with
 * the slow verifier.
 */
public final class ClassUpgrade {
    private static final int MAX_OLD_VERSION = ClassFile.JAVA_5_VERSION;

    private ClassUpgrade() {
    }

    /**
     * Rewrites jars in place.
     *
     * @param arguments the jars; they must be on the class path as well
     */
    public static void main(String[] arguments) throws IOException {
        for (String jar : arguments) {
            upgrade(Path.of(jar));
        }
    }

    /** Rewrites a jar, unless all its classes are new enough. */
    static void upgrade(Path jar) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean upgraded = false;
        try (ZipFile old = new ZipFile(jar.toFile()); ZipOutputStream upgradedJar = new ZipOutputStream(written)) {
            for (ZipEntry entry : Collections.list(old.entries())) {
                byte[] content = old.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class") && isOld(content)) {
                    content = upgraded(content);
                    upgraded = true;
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                upgradedJar.putNextEntry(copy);
                upgradedJar.write(content);
                upgradedJar.closeEntry();
            }
        }
        if (upgraded) {
            // Replaced atomically, so that a concurrent reader gets the old or the new jar.
            Path temporary = jar.resolveSibling(jar.getFileName() + ".new");
            Files.write(temporary, written.toByteArray());
            Files.move(temporary, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isOld(byte[] content) {
        return ClassFile.of().parse(content).majorVersion() <= MAX_OLD_VERSION;
    }

    private static byte[] upgraded(byte[] content) {
        // With a shared constant pool, methods would be copied unchanged and without stack maps.
        ClassFile classes = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver
                        .ofResourceParsing(ClassUpgrade.class.getClassLoader())
                        .orElse(ClassHierarchyResolver.defaultResolver())));
        return classes.transformClass(classes.parse(content), ClassUpgrade::upgrade);
    }

    private static void upgrade(ClassBuilder upgraded, ClassElement element) {
        switch (element) {
            case ClassFileVersion old -> upgraded.withVersion(ClassFile.JAVA_8_VERSION, 0);
            case MethodModel method when method.code().isPresent() ->
                upgraded.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
            default -> upgraded.with(element);
        }
    }
}
