package io.cloudconnectors.bench.bare;

import java.util.Map;

/**
 * What the API sent to PostgreSQL, with question marks for its values.
 *
 * @param tellTenant binds the tenant
 * @param list binds tenant and, unless it is written in it, limit
 * @param get binds tenant, id and, unless it is written in it, limit
 */
public record BareStatements(String tellTenant, String list, String get) {
    private static final String TELL_TENANT = "BARE_SQL_TELL_TENANT";
    private static final String LIST = "BARE_SQL_LIST";
    private static final String GET = "BARE_SQL_GET";

    /** As the peer's process gets them. */
    public Map<String, String> environment() {
        return Map.of(TELL_TENANT, tellTenant, LIST, list, GET, get);
    }

    static BareStatements of(Map<String, String> environment) {
        return new BareStatements(
                BareEndpoint.required(environment, TELL_TENANT),
                BareEndpoint.required(environment, LIST),
                BareEndpoint.required(environment, GET));
    }
}
