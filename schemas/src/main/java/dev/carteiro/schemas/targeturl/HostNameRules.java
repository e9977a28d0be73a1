package dev.carteiro.schemas.targeturl;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a host name may be resolved. Stateless; it never resolves a name itself.
 *
 * <p>Two kinds of names are rejected regardless of their addresses:
 * <ul>
 * <li>ambiguous names: {@code 0177.0.0.1} is a name for some programs and 127.0.0.1 for others. No setting allows them.
 * <li>names that by convention exist only inside a network. They are allowed if the operator's list contains more than
 *     loopback addresses; metadata services only if it contains their address.
 * </ul>
 *
 * <p>The addresses of an allowed name are still checked when a connection is made.
 */
public final class HostNameRules {
    private static final TargetDecision ALLOWED = new TargetDecision.Allowed();
    private static final int MAX_NAME_LENGTH = 253; // RFC 1035 section 2.3.4, without the final dot
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    /** A last label for which the WHATWG URL standard reads the whole host as an IPv4 address. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    /**
     * Suffixes of names that are not public: RFC 6761, 6762, 7686, 8375 and 9476, ICANN's reserved {@code internal},
     * and names that networks and clusters use without registration. {@code .example} is for documentation, and is not
     * listed because it never resolves.
     */
    private static final Set<String> INTERNAL = Set.of("local", "localdomain", "localnet", "internal", "intranet",
            "intra", "lan", "home", "corp", "mail", "private", "priv", "workgroup", "domain", "onion", "alt", "arpa",
            "test",
            "invalid", "svc", "pod", "cluster", "kube", "k8s", "consul", "nomad", "docker", "rancher", "mesh",
            "fritz.box");
    /** Names of cloud metadata services, which give credentials to any client inside the network. */
    private static final Set<String> METADATA = Set.of("metadata", "instance-data", "metadata.google.internal",
            "instance-data.ec2.internal", "metadata.goog", "metadata.tencentyun.com", "metadata.packet.net",
            "metadata.platformequinix.com", "api.metadata.cloud.ibm.com");
    /** Address of all of these services, regardless of their names. */
    private static final InetAddress METADATA_ADDRESS = InetAddress.ofLiteral("169.254.169.254");
    /**
     * Labels that, in third position or later, are part of a Kubernetes cluster's own domain: a.namespace.svc.domain.
     */
    private static final Set<String> KUBERNETES = Set.of("svc", "pod");

    private HostNameRules() {
    }

    /**
     * Checks a name that is not an IP literal, regardless of case.
     *
     * @param host name as written, without port; characters other than letters, digits, hyphens and single dots between
     *     labels are rejected, so that internationalised names must be punycode
     */
    public static TargetDecision check(String host, AllowedTargets allowed) {
        List<String> labels = Arrays.asList(host.split("\\.", -1));
        if (host.endsWith(".")) {
            return rejected("the host ends with a dot: remove the dot");
        }
        // Before the conversion to lower case, which turns the Kelvin sign into a k.
        if (host.length() > MAX_NAME_LENGTH || !labels.stream().allMatch(label -> LABEL.matcher(label).matches())) {
            return rejected("the host is not a name of at most " + MAX_NAME_LENGTH
                    + " characters whose labels have 1 to 63 letters, digits and inner hyphens");
        }
        String name = host.toLowerCase(Locale.ROOT);
        for (String label : name.split("\\.")) {
            if (label.startsWith(Punycode.PREFIX) && !Punycode.decodes(label)) {
                return rejected("the host has a label that starts with xn-- but is not punycode");
            }
        }
        if (NUMBER.matcher(labels.getLast()).matches()) {
            return rejected("the host '" + name + "' ends in a number but is not an IPv4 address of four decimal"
                    + " numbers without leading zeros");
        }
        if (isLoopback(name)) {
            return allowed.loopbacks().isEmpty()
                    ? rejected(
                            "'" + name + "' is this machine; an operator can allow it with --allow-target 127.0.0.0/8")
                    : ALLOWED;
        }
        if (isOrEndsWith(name, METADATA) && !allowed.contains(METADATA_ADDRESS)) {
            return rejected(
                    "'" + name + "' is a cloud's metadata service; an operator can allow it with --allow-target "
                            + METADATA_ADDRESS.getHostAddress());
        }
        if (isInternal(name) && !allowed.allowsInternalNames()) {
            return rejected("'" + name + "' is an internal name; an operator can allow its network with"
                    + " --allow-target");
        }
        return ALLOWED;
    }

    /** Returns whether a name means this machine regardless of name servers: RFC 6761 section 6.3. */
    public static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static boolean isInternal(String name) {
        List<String> labels = List.of(name.split("\\."));
        return labels.size() == 1 || labels.stream().skip(2).anyMatch(KUBERNETES::contains)
                || isOrEndsWith(name, INTERNAL);
    }

    private static boolean isOrEndsWith(String name, Set<String> suffixes) {
        return suffixes.stream().anyMatch(suffix -> name.equals(suffix) || name.endsWith("." + suffix));
    }

    private static TargetDecision rejected(String reason) {
        return new TargetDecision.Rejected(reason);
    }
}
