package dev.carteiro.checker.defect;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/** Loads Carteiro's classes with a defect, as changed by the agent. Thread-safe. */
final class PatchedClasses extends ClassLoader {
    private static final String OURS = "dev.carteiro.";

    private final Map<String, byte[]> changed = new HashMap<>();

    PatchedClasses(Defect defect) {
        super(PatchedClasses.class.getClassLoader());
        for (MethodPatch change : MethodPatch.of(defect)) {
            changed.put(change.type(), new ByteBuddy()
                    .redefine(TypePool.Default.ofSystemLoader().describe(change.type()).resolve(),
                            ClassFileLocator.ForClassLoader.ofSystemLoader())
                    .visit(MethodPatcher.visitor(change)).make().getBytes());
        }
    }

    byte[] bytes(String type) throws IOException {
        byte[] bytes = changed.get(type);
        return bytes == null ? original(type) : bytes;
    }

    static byte[] original(String type) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IOException("cannot find class " + type);
            }
            return in.readAllBytes();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try {
            byte[] bytes = bytes(name);
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
