package dev.carteiro.schemas.targeturl;

import java.util.Optional;

/**
 * Decides which ports a target may not use, because they belong to infrastructure services. Stateless.
 *
 * <p>A POST request can do harm to services that are not HTTP servers. Some HTTP services (Docker, etcd, the kubelet,
 * Elasticsearch) trust every client that reaches them. Below 1024, only 80 and 443 are allowed. Above, the well-known
 * ports of databases, caches, brokers, orchestrators and remote desktops are rejected. Ports that are also common for
 * web applications (3000, 8080, 9000, 9090 and similar) are not in the list.
 */
final class InfrastructurePorts {
    private static final int MIN_UNPRIVILEGED_PORT = 1024;
    private static final int MAX_PORT = 65_535;

    private InfrastructurePorts() {
    }

    static boolean exists(int port) {
        return port >= 1 && port <= MAX_PORT;
    }

    /** Returns the reason for which a target may not use this port; empty if it may. */
    static Optional<String> problem(int port) {
        if (port == 80 || port == 443) {
            return Optional.empty();
        }
        if (port < MIN_UNPRIVILEGED_PORT) {
            return Optional
                    .of("port " + port + " is not allowed: below " + MIN_UNPRIVILEGED_PORT + " only 80 and 443 are");
        }
        return owner(port).map(owner -> "port " + port + " is not allowed: it is the well-known port of " + owner);
    }

    private static Optional<String> owner(int port) {
        return Optional.ofNullable(switch (port) {
            case 1433, 1434 -> "SQL Server";
            case 1521 -> "Oracle";
            case 1883, 8883 -> "MQTT";
            case 2049 -> "NFS";
            case 2181 -> "ZooKeeper";
            case 2375, 2376, 2377 -> "Docker";
            case 2379, 2380 -> "etcd";
            case 3306 -> "MySQL";
            case 3389 -> "Remote Desktop";
            case 4222 -> "NATS";
            case 5432 -> "PostgreSQL";
            case 5671, 5672 -> "AMQP";
            case 5900 -> "VNC";
            case 5984 -> "CouchDB";
            case 5985, 5986 -> "WinRM";
            case 6379, 6380, 26_379 -> "Redis";
            case 6443, 10_250, 10_255, 10_257, 10_259 -> "Kubernetes";
            case 8086 -> "InfluxDB";
            case 8200 -> "Vault";
            case 8300, 8500, 8501 -> "Consul";
            case 9042, 9160 -> "Cassandra";
            case 9092, 9093, 9094 -> "Kafka";
            case 9200, 9300 -> "Elasticsearch";
            case 11_211 -> "Memcached";
            case 15_672 -> "RabbitMQ";
            case 26_257 -> "CockroachDB";
            case 27_017, 27_018, 27_019 -> "MongoDB";
            case 50_070 -> "HDFS";
            case 61_616 -> "ActiveMQ";
            default -> null;
        });
    }
}
