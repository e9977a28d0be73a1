package dev.carteiro.checker.workload;

/** Pseudo-random numbers that depend only on the seed and a purpose, not on the order of calls. Stateless. */
public final class SeededNumbers {
    private SeededNumbers() {
    }

    /** Returns a number that looks random but is always the same for the same arguments (the finisher of SplitMix64). */
    public static long of(long seed, long what) {
        long mixed = seed + what * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** Returns 0 to {@code bound - 1}. */
    public static int below(int bound, long seed, long what) {
        return (int) Math.floorMod(of(seed, what), (long) bound);
    }
}
