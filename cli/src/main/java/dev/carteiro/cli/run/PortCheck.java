package dev.carteiro.cli.run;

import dev.carteiro.cli.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Checks that ports are free, before anything is started. Stateless. */
final class PortCheck {
    private PortCheck() {
    }

    /**
     * Checks a port.
     *
     * @param host the address to listen on
     * @param option the option that selects the port, for the message
     * @throws CommandException if it is not possible to listen on the port
     */
    static void requireFree(String host, int port, String purpose, String option) {
        if (port < 0 || port > 65_535) {
            throw new CommandException("invalid " + option + " " + port + ": use 1 to 65535, or 0 for a free port");
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw new CommandException("port " + port + " for " + purpose + " is in use (" + e.getMessage()
                    + "): stop the process that uses it, or choose another port with " + option, e);
        }
    }
}
