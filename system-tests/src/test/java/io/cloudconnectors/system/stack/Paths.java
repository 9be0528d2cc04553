package io.cloudconnectors.system.stack;

/** Paths of the public API. */
public final class Paths {

    public static final String CONNECTORS = "/api/v1/connectors";

    private Paths() {}

    public static String connector(String id) {
        return CONNECTORS + "/" + id;
    }

    public static String runs(String connector) {
        return connector(connector) + "/runs";
    }

    public static String run(String connector, String run) {
        return runs(connector) + "/" + run;
    }

    public static String assets(String connector) {
        return connector(connector) + "/assets";
    }
}
