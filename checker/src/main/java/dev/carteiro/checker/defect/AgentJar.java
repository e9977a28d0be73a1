package dev.carteiro.checker.defect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Writes the jar that a JVM requires for an agent. It holds only a manifest; the classes are on the class path. Stateless.
 */
public final class AgentJar {
    private AgentJar() {
    }

    /**
     * @param victim a delivery that the run will certainly make
     * @return options for a JVM with the defect
     */
    public static List<String> options(Path directory, Defect defect, String victim) throws IOException {
        Path jar = directory.resolve("defect-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return List.of("-javaagent:" + jar + "=" + defect.code(), "-D" + AffectedDeliveries.VICTIM + "=" + victim);
    }
}
