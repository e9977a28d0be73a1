package dev.carteiro.api.history;

import java.util.ArrayList;
import java.util.List;

/** Collects records up to a maximum count and size. Not thread-safe. */
final class BoundedResults<T> {
    private final int maxRecords;
    private final int maxBytes;
    private final List<T> records = new ArrayList<>();
    private long bytes;
    private boolean full;

    /**
     * @param maxRecords maximum count
     * @param maxBytes maximum total size; the first record is taken whatever its size
     */
    BoundedResults(int maxRecords, int maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    /** Adds a record if it fits. Call it only until {@link #isFull}. */
    void add(T record, int size) {
        full = records.size() == maxRecords || (!records.isEmpty() && bytes + size > maxBytes);
        if (!full) {
            records.add(record);
            bytes += size;
        }
    }

    /** Returns whether a record did not fit. */
    boolean isFull() {
        return full;
    }

    /** Returns the records in the order in which they were added. */
    List<T> records() {
        return records;
    }
}
