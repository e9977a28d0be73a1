package dev.carteiro.runtime.meter;

/** An entry of a module's catalogue; each catalogue is an enum, so that none of its meters can be forgotten. */
public interface MeterCatalogueEntry {
    MeterSpec spec();
}
