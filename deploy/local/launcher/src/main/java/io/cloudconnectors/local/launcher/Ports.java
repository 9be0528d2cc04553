package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.FreePorts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The ports of one stack, all on loopback.
 *
 * @param http what a process serves
 * @param management health and metrics of a service; absent for the rest
 */
public record Ports(Map<String, Integer> http, Map<String, Integer> management) {

    /** What listens, beside the pollers; and what each listens on unless told otherwise. */
    enum Listener {
        CONNECTOR_API("connector-api", 8080, 9080),
        VAULT("vault", 8081, 9081),
        KEYCLOAK("keycloak", 8180, 0),
        POSTGRES("postgres", 15432, 0),
        KAFKA("kafka", 19092, 0),
        KAFKA_CONTROLLER("kafka-controller", 19093, 0),
        CLOUD("cloud", 4510, 0),
        AZURE("azure", 4520, 0),
        GOOGLE("google", 4530, 0);

        private final String process;
        private final int http;
        private final int management;

        Listener(String process, int http, int management) {
            this.process = process;
            this.http = http;
            this.management = management;
        }
    }

    private static final String INSTANCE = "connector-api-";
    private static final int FIRST_POLLER = 8082;
    private static final int FIRST_POLLER_MANAGEMENT = 9082;

    /**
     * The documented ports. {@code CONNECTOR_API_PORT}, {@code CONNECTOR_API_MANAGEMENT_PORT}, {@code KEYCLOAK_PORT} and so on
     * override them; {@code POLLER_PORT} and {@code POLLER_MANAGEMENT_PORT} say where the pollers begin.
     */
    static Ports documented(Map<String, String> environment, int pollers) {
        return assign(
                pollers,
                listener -> number(environment, listener.name() + "_PORT", listener.http),
                listener -> number(environment, listener.name() + "_MANAGEMENT_PORT", listener.management),
                poller -> number(environment, "POLLER_PORT", FIRST_POLLER) + poller - 1,
                poller -> number(environment, "POLLER_MANAGEMENT_PORT", FIRST_POLLER_MANAGEMENT) + poller - 1);
    }

    /** Ports that are free now, so that a stack can run beside another. */
    static Ports free(int pollers) {
        var free = new ArrayList<>(FreePorts.take(Listener.values().length * 2 + pollers * 2));
        return assign(
                pollers,
                _ -> free.removeLast(),
                _ -> free.removeLast(),
                _ -> free.removeLast(),
                _ -> free.removeLast());
    }

    private static Ports assign(
            int pollers,
            ToIntFunction<Listener> http,
            ToIntFunction<Listener> management,
            ToIntFunction<Integer> poller,
            ToIntFunction<Integer> pollerManagement) {
        var ports = new LinkedHashMap<String, Integer>();
        var managementPorts = new LinkedHashMap<String, Integer>();
        for (var listener : Listener.values()) {
            ports.put(listener.process, http.applyAsInt(listener));
            if (listener.management != 0) {
                managementPorts.put(listener.process, management.applyAsInt(listener));
            }
        }
        for (int i = 1; i <= pollers; i++) {
            ports.put(poller(i), poller.applyAsInt(i));
            managementPorts.put(poller(i), pollerManagement.applyAsInt(i));
        }
        return new Ports(ports, managementPorts);
    }

    /** The same, with free ports for further instances of connector-api: {@code connector-api-2} and so on. */
    Ports withInstances(int instances) {
        var ports = new LinkedHashMap<>(http);
        var managementPorts = new LinkedHashMap<>(management);
        for (int i = 2; i <= instances; i++) {
            var free = FreePorts.take(2);
            ports.put(INSTANCE + i, free.getFirst());
            managementPorts.put(INSTANCE + i, free.getLast());
        }
        return new Ports(ports, managementPorts);
    }

    /** The further instances of connector-api. */
    List<String> instances() {
        return http.keySet().stream().filter(name -> name.startsWith(INSTANCE)).toList();
    }

    /** The name of the n-th poller, from 1. */
    static String poller(int number) {
        return "poller-" + number;
    }

    int of(String process) {
        return find(http, process);
    }

    int managementOf(String process) {
        return find(management, process);
    }

    String url(String process) {
        return "http://127.0.0.1:" + of(process);
    }

    List<String> pollers() {
        return http.keySet().stream().filter(name -> name.startsWith("poller-")).toList();
    }

    private static int find(Map<String, Integer> ports, String process) {
        var port = ports.get(process);
        if (port == null) {
            throw new IllegalArgumentException("No port of " + process);
        }
        return port;
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        var value = environment.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new UsageException("%s is not a port number: '%s'.".formatted(name, value));
        }
        return Integer.parseInt(value);
    }
}
