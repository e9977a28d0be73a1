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
 * Makes every Kafka client of this JVM unpack records by {@link DecompressedRecord}. Call {@link #install} before the first
 * client is made. Safe for any thread.
 *
 * <p>Kafka has no setting for it, and no interface through which it could be had: interceptors and deserializers come after
 * the allocation. So two small methods of one class of Kafka's, {@code DefaultRecord}, get another body when it is loaded;
 * docs/adr/0020 says why that was the least. An update of Kafka that changes them makes {@link #install} fail.
 */
public final class DecompressionLimit {
    private static final ClassDesc RECORD = ClassDesc.of("org.apache.kafka.common.record.internal.DefaultRecord");
    private static final ClassDesc BUFFER = ByteBuffer.class.describeConstable().orElseThrow();
    private static final ClassDesc STREAM = InputStream.class.describeConstable().orElseThrow();
    private static final ClassDesc HEADERS = Header[].class.describeConstable().orElseThrow();
    private static final ClassDesc OURS = DecompressedRecord.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc READ_STREAM = MethodTypeDesc.of(RECORD, STREAM, ConstantDescs.CD_long,
            ConstantDescs.CD_long, ConstantDescs.CD_int, ConstantDescs.CD_Long);
    private static final MethodTypeDesc READ_BUFFER = MethodTypeDesc.of(RECORD, BUFFER, ConstantDescs.CD_int,
            ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_int, ConstantDescs.CD_Long);
    private static final MethodTypeDesc READ_HEADERS = MethodTypeDesc.of(HEADERS, BUFFER, ConstantDescs.CD_int);
    private static final int METHODS = 3;

    private static boolean installed;

    private DecompressionLimit() {
    }

    /**
     * Later calls do nothing.
     *
     * @throws IllegalStateException if Kafka's class is already loaded, or is not the one that is known
     */
    public static synchronized void install() {
        if (installed) {
            return;
        }
        try (InputStream original = Record.class.getResourceAsStream("DefaultRecord.class")) {
            if (original == null) {
                throw new IllegalStateException("Kafka's class DefaultRecord is not there: read docs/adr/0020");
            }
            MethodHandles.privateLookupIn(Record.class, MethodHandles.lookup())
                    .defineClass(limited(original.readAllBytes()));
            installed = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError | IllegalAccessException e) {
            throw new IllegalStateException("the limit on unpacked records must be installed before Kafka is used", e);
        }
    }

    private static byte[] limited(byte[] original) {
        ClassFile classes = ClassFile.of();
        ClassModel model = classes.parse(original);
        AtomicInteger known = new AtomicInteger();
        byte[] limited = classes.transformClass(model, (builder, element) -> {
            if (!(element instanceof MethodModel method)) {
                builder.with(element);
            } else if (isCalled(method, "readFrom", READ_STREAM)) {
                known.incrementAndGet();
                builder.withMethodBody(method.methodName(), method.methodType(), method.flags().flagsMask(),
                        DecompressionLimit::readFrom);
            } else if (isCalled(method, "readHeaders", READ_HEADERS)) {
                known.incrementAndGet();
                builder.withMethodBody(method.methodName(), method.methodType(), method.flags().flagsMask(),
                        DecompressionLimit::readHeaders);
            } else {
                known.addAndGet(isCalled(method, "readFrom", READ_BUFFER) ? 1 : 0);
                builder.with(element);
            }
        });
        if (known.get() != METHODS) {
            throw new IllegalStateException("Kafka's class DefaultRecord is not as in 4.3.1: read docs/adr/0020");
        }
        return limited;
    }

    /** As Kafka's, with the allocation left to us. */
    private static void readFrom(CodeBuilder code) {
        code.aload(0).invokestatic(OURS, "body", MethodTypeDesc.of(BUFFER, STREAM)).astore(7)
                .aload(7).aload(7).invokevirtual(BUFFER, "remaining", MethodTypeDesc.of(ConstantDescs.CD_int))
                .lload(1).lload(3).iload(5).aload(6).invokestatic(RECORD, "readFrom", READ_BUFFER).areturn();
    }

    private static void readHeaders(CodeBuilder code) {
        code.aload(0).iload(1).invokestatic(OURS, "headers", READ_HEADERS).areturn();
    }

    private static boolean isCalled(MethodModel method, String name, MethodTypeDesc type) {
        return method.methodName().equalsString(name) && method.methodTypeSymbol().equals(type);
    }
}
