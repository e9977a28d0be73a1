package dev.carteiro.checker;

import dev.carteiro.checker.defect.Defect;
import dev.carteiro.checker.process.HarnessException;
import dev.carteiro.checker.run.CheckerRun;
import dev.carteiro.checker.run.RunSettings;
import dev.carteiro.cli.CommandErrorHandler;
import dev.carteiro.cli.develop.CheckProgram;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The program behind {@code carteiro check}, which loads it as a service. Stateless. */
public final class Checker implements CheckProgram {
    private static final int NOT_FINISHED_STATUS = 3;

    @Override
    public int run(CheckParameters request, PrintWriter out) {
        Defect defect = defect(request.defect());
        long seed = request.seed() == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : request.seed();
        RunSettings settings = new RunSettings(seed, Duration.ofMillis((long) (request.minutes() * 60_000)), defect,
                request.withPauses());
        try {
            return CheckerRun.of(settings, out) ? 0 : 1;
        } catch (HarnessException e) {
            return notFinished(seed, String.valueOf(e.getMessage()), out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notFinished(seed, "interrupted", out);
        } catch (Exception e) {
            return notFinished(seed, CommandErrorHandler.describe(e), out);
        }
    }

    private static int notFinished(long seed, String why, PrintWriter out) {
        out.println("check not finished, seed " + seed + ": " + why);
        out.flush();
        return NOT_FINISHED_STATUS;
    }

    private static @Nullable Defect defect(@Nullable String code) {
        return code == null
                ? null
                : Defect.ofCode(code).orElseThrow(() -> new IllegalArgumentException(
                        "invalid value '" + code + "' for --defect: use one of " + String.join(", ", Defect.codes())));
    }
}
