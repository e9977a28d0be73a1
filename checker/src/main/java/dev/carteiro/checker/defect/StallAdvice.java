package dev.carteiro.checker.defect;

import java.util.concurrent.locks.ReentrantLock;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#STALL}. Safe for any thread. */
public final class StallAdvice {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private StallAdvice() {
    }

    @Advice.OnMethodEnter
    static void enter() {
        begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit() {
        end();
    }

    /** Called from the changed class. */
    public static void begin() {
        ONE_AT_A_TIME.lock();
    }

    /** Called from the changed class. */
    public static void end() {
        ONE_AT_A_TIME.unlock();
    }
}
