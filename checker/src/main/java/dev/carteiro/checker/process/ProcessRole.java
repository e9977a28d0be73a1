package dev.carteiro.checker.process;

/** The roles of Carteiro's processes. */
public enum ProcessRole {
    ROUTER("router", "384m"), DISPATCHER("dispatcher", "256m");

    private final String command;
    private final String heap;

    ProcessRole(String command, String heap) {
        this.command = command;
        this.heap = heap;
    }

    String command() {
        return command;
    }

    String heap() {
        return heap;
    }
}
