package dev.carteiro.cli;

import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest, where Maven writes it. Stateless. */
public final class CarteiroVersion implements IVersionProvider {
    /** Returns, for example, {@code 0.1.0}; {@code development} when run from class files. */
    public static String text() {
        String version = CarteiroVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[]{"carteiro " + text() + " (Java " + Runtime.version().feature() + ")"};
    }
}
