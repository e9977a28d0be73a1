package dev.carteiro.api.history;

import java.util.ArrayList;
import java.util.List;

/** The first of many records, as many as an answer may hold. Not thread-safe. */
final class BoundedResults<T> {
    private final int most;
    private final int mostBytes;
    private final List<T> records = new ArrayList<>();
    private long bytes;
    private boolean full;

    /**
     * @param most how many
     * @param mostBytes of all of them together; the first is taken however large it is
     */
    BoundedResults(int most, int mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** To be called until it is full. */
    void add(T record, int size) {
        full = records.size() == most || (!records.isEmpty() && bytes + size > mostBytes);
        if (!full) {
            records.add(record);
            bytes += size;
        }
    }

    /** Whether there was one that it did not take. */
    boolean isFull() {
        return full;
    }

    /** In the order in which they came. */
    List<T> records() {
        return records;
    }
}
