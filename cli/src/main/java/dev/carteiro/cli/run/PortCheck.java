package dev.carteiro.cli.run;

import dev.carteiro.cli.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Whether ports are free, asked before anything is started. Stateless. */
final class PortCheck {
    private PortCheck() {
    }

    /**
     * @param option the option that chooses another
     * @param host where it is needed
     * @throws CommandException if it cannot be listened on there
     */
    static void requireFree(String host, int port, String purpose, String option) {
        if (port < 0 || port > 65_535) {
            throw new CommandException(option + " is " + port + ": give 1 to 65535, or 0 for a free one");
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw new CommandException("port " + port + " for " + purpose + " is taken (" + e.getMessage()
                    + "): stop the process that has it, or choose another with " + option, e);
        }
    }
}
