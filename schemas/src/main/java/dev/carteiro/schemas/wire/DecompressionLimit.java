package dev.carteiro.schemas.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.Record;

/**
 * Limits the decompression of records in all Kafka clients of this JVM, which then use {@link DecompressedRecord}.
 * Thread-safe. {@link #install} must be called before the first client is created.
 *
 * <p>Kafka has no setting for such a limit, and no suitable interface: interceptors and deserializers run after the
 * allocation. So two small methods of Kafka's class {@code DefaultRecord} get another body when the class is loaded;
 * docs/adr/0020 explains this decision. If an update of Kafka changes these methods, {@link #install} fails.
 */
public final class DecompressionLimit {
    private static final ClassDesc RECORD = ClassDesc.of("org.apache.kafka.common.record.internal.DefaultRecord");
    private static final ClassDesc BUFFER = ByteBuffer.class.describeConstable().orElseThrow();
    private static final ClassDesc STREAM = InputStream.class.describeConstable().orElseThrow();
    private static final ClassDesc HEADERS = Header[].class.describeConstable().orElseThrow();
    private static final ClassDesc REPLACEMENT = DecompressedRecord.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc READ_STREAM = MethodTypeDesc.of(RECORD, STREAM, ConstantDescs.CD_long,
            ConstantDescs.CD_long, ConstantDescs.CD_int, ConstantDescs.CD_Long);
    private static final MethodTypeDesc READ_BUFFER = MethodTypeDesc.of(RECORD, BUFFER, ConstantDescs.CD_int,
            ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_int, ConstantDescs.CD_Long);
    private static final MethodTypeDesc READ_HEADERS = MethodTypeDesc.of(HEADERS, BUFFER, ConstantDescs.CD_int);
    private static final int EXPECTED_METHODS = 3;

    private static boolean installed;

    private DecompressionLimit() {
    }

    /**
     * Replaces the methods; later calls have no effect.
     *
     * @throws IllegalStateException if Kafka's class is already loaded, or is not the expected version
     */
    public static synchronized void install() {
        if (installed) {
            return;
        }
        try (InputStream original = Record.class.getResourceAsStream("DefaultRecord.class")) {
            if (original == null) {
                throw new IllegalStateException("Kafka's class DefaultRecord is missing: see docs/adr/0020");
            }
            MethodHandles.privateLookupIn(Record.class, MethodHandles.lookup())
                    .defineClass(limited(original.readAllBytes()));
            installed = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError | IllegalAccessException e) {
            throw new IllegalStateException("the decompression limit must be installed before Kafka is used", e);
        }
    }

    private static byte[] limited(byte[] original) {
        ClassFile classes = ClassFile.of();
        ClassModel model = classes.parse(original);
        AtomicInteger known = new AtomicInteger();
        byte[] limited = classes.transformClass(model, (builder, element) -> {
            if (!(element instanceof MethodModel method)) {
                builder.with(element);
            } else if (matches(method, "readFrom", READ_STREAM)) {
                known.incrementAndGet();
                builder.withMethodBody(method.methodName(), method.methodType(), method.flags().flagsMask(),
                        DecompressionLimit::readFrom);
            } else if (matches(method, "readHeaders", READ_HEADERS)) {
                known.incrementAndGet();
                builder.withMethodBody(method.methodName(), method.methodType(), method.flags().flagsMask(),
                        DecompressionLimit::readHeaders);
            } else {
                known.addAndGet(matches(method, "readFrom", READ_BUFFER) ? 1 : 0);
                builder.with(element);
            }
        });
        if (known.get() != EXPECTED_METHODS) {
            throw new IllegalStateException(
                    "Kafka's class DefaultRecord differs from version 4.3.1: see docs/adr/0020");
        }
        return limited;
    }

    /** Generates the body of Kafka's method, with the allocation replaced. */
    private static void readFrom(CodeBuilder code) {
        code.aload(0).invokestatic(REPLACEMENT, "body", MethodTypeDesc.of(BUFFER, STREAM)).astore(7)
                .aload(7).aload(7).invokevirtual(BUFFER, "remaining", MethodTypeDesc.of(ConstantDescs.CD_int))
                .lload(1).lload(3).iload(5).aload(6).invokestatic(RECORD, "readFrom", READ_BUFFER).areturn();
    }

    private static void readHeaders(CodeBuilder code) {
        code.aload(0).iload(1).invokestatic(REPLACEMENT, "headers", READ_HEADERS).areturn();
    }

    private static boolean matches(MethodModel method, String name, MethodTypeDesc type) {
        return method.methodName().equalsString(name) && method.methodTypeSymbol().equals(type);
    }
}
