package dev.carteiro.runtime.meter;

/** An entry of a module's meter catalogue. Each catalogue is an enum, so that none of its meters is forgotten. */
public interface MeterCatalogueEntry {
    MeterSpec spec();
}
