package dev.carteiro.schemas.targeturl;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a host name may be resolved at all. Stateless, and resolves nothing.
 *
 * <p>Two kinds of names are refused whatever they resolve to: those that different programs read differently
 * ({@code 0177.0.0.1} is a name to one and 127.0.0.1 to another), which no setting opens, and those that by
 * convention exist only inside a network, which an operator's allow list opens where it holds more than this machine's
 * loopback; a metadata service only where it holds that service's address. The addresses behind an opened name are
 * still judged when they are dialled.
 */
public final class HostNameRules {
    private static final TargetDecision ALLOWED = new TargetDecision.Allowed();
    private static final int LONGEST_NAME = 253; // RFC 1035 section 2.3.4, without the final dot
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    /** The last label that makes the WHATWG URL standard read the whole host as an IPv4 address. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    /**
     * What ends so is not for everybody: RFC 6761, 6762, 7686, 8375 and 9476, ICANN's reserved {@code internal}, and what
     * networks and clusters use without asking. {@code .example} is for documents, and leads nowhere.
     */
    private static final Set<String> INTERNAL = Set.of("local", "localdomain", "localnet", "internal", "intranet",
            "intra", "lan", "home", "corp", "mail", "private", "priv", "workgroup", "domain", "onion", "alt", "arpa",
            "test",
            "invalid", "svc", "pod", "cluster", "kube", "k8s", "consul", "nomad", "docker", "rancher", "mesh",
            "fritz.box");
    /** Names of clouds' metadata services, which give credentials to whoever asks from inside. */
    private static final Set<String> METADATA = Set.of("metadata", "instance-data", "metadata.google.internal",
            "instance-data.ec2.internal", "metadata.goog", "metadata.tencentyun.com", "metadata.packet.net",
            "metadata.platformequinix.com", "api.metadata.cloud.ibm.com");
    /** Where all of these services are, whatever they are called. */
    private static final InetAddress METADATA_ADDRESS = InetAddress.ofLiteral("169.254.169.254");
    /** Where these stand as the third label or later, a Kubernetes cluster has a domain of its own: a.namespace.svc.domain. */
    private static final Set<String> KUBERNETES = Set.of("svc", "pod");

    private HostNameRules() {
    }

    /**
     * Judges a name that is not an IP literal. Upper and lower case are the same.
     *
     * @param host the name as written, without port; anything but letters, digits, hyphens and single dots between
     *     labels is refused, so internationalised names come as punycode
     */
    public static TargetDecision judge(String host, AllowedTargets allowed) {
        List<String> labels = Arrays.asList(host.split("\\.", -1));
        if (host.endsWith(".")) {
            return refused("the host ends with a dot: write it without");
        }
        // Before lower-casing, which turns the Kelvin sign into a harmless k.
        if (host.length() > LONGEST_NAME || !labels.stream().allMatch(label -> LABEL.matcher(label).matches())) {
            return refused("the host is not a name of at most " + LONGEST_NAME
                    + " characters whose labels have 1 to 63 letters, digits and inner hyphens");
        }
        String name = host.toLowerCase(Locale.ROOT);
        for (String label : name.split("\\.")) {
            if (label.startsWith(Punycode.PREFIX) && !Punycode.decodes(label)) {
                return refused("the host has a label that begins with xn-- but is not punycode");
            }
        }
        if (NUMBER.matcher(labels.getLast()).matches()) {
            return refused("the host '" + name + "' ends in a number but is not an IPv4 address of four decimal"
                    + " numbers without leading zeros");
        }
        if (isLoopback(name)) {
            return allowed.loopbacks().isEmpty()
                    ? refused("'" + name + "' is this machine; an operator can open it with --allow-target 127.0.0.0/8")
                    : ALLOWED;
        }
        if (isOrEndsWith(name, METADATA) && !allowed.contains(METADATA_ADDRESS)) {
            return refused("'" + name + "' is a cloud's metadata service; an operator can open it with --allow-target "
                    + METADATA_ADDRESS.getHostAddress());
        }
        if (isInternal(name) && !allowed.opensInternalNames()) {
            return refused("'" + name + "' is an internal name; an operator can open the network it is in with"
                    + " --allow-target");
        }
        return ALLOWED;
    }

    /** Whether a name means this machine whatever a name server says: RFC 6761 section 6.3. */
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

    private static TargetDecision refused(String reason) {
        return new TargetDecision.Rejected(reason);
    }
}
