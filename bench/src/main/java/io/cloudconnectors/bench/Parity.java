package io.cloudconnectors.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.KeptConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes sure that API and peer do the same: the same connectors in the same order, nothing of another tenant, and as many
 * bytes.
 *
 * @param listPad blanks that the peer adds to a page
 * @param getPad blanks that the peer adds to a connector
 * @param sizes for people
 */
record Parity(int listPad, int getPad, String sizes) {
    private static final int SAMPLES = 200;

    static Parity of(URI api, URI bare, ApiClients clients) {
        try (var left = KeptConnection.to(api);
                var right = KeptConnection.to(bare)) {
            refuseStrangers(right, clients);
            long[] list = new long[2];
            long[] get = new long[2];
            for (int i = 0; i < SAMPLES; i++) {
                var tenant = clients.any();
                UUID id = ApiClients.anyId(tenant);
                compare(
                        left,
                        Call.get(ApiClients.CONNECTORS + "/" + id, tenant.token()),
                        right,
                        Call.get(one(tenant.tenant(), id, 0), ""),
                        get);
                compare(
                        left,
                        Call.get(ApiClients.LIST, tenant.token()),
                        right,
                        Call.get(page(tenant.tenant(), 0), ""),
                        list);
            }
            return new Parity(pad(list), pad(get), "bytes per answer: page " + text(list) + ", connector " + text(get));
        }
    }

    static String page(String tenant, int pad) {
        return "/" + tenant + "/connectors?pad=" + pad;
    }

    static String one(String tenant, UUID id, int pad) {
        return "/" + tenant + "/connectors/" + id + "?pad=" + pad;
    }

    /** Row-level security is on for the peer, too. */
    private static void refuseStrangers(KeptConnection bare, ApiClients clients) {
        var call = Call.get(one("bench-nobody", clients.first().ids().getFirst(), 0), "");
        if (!ApiClients.parse(bare.send(call, 200)).isEmpty()) {
            throw new IllegalStateException("The peer shows a tenant what is another's");
        }
    }

    private static void compare(KeptConnection api, Call ofApi, KeptConnection bare, Call ofBare, long[] bytes) {
        byte[] left = api.send(ofApi, 200);
        byte[] right = bare.send(ofBare, 200);
        List<String> theirs = ids(ApiClients.parse(left));
        if (theirs.isEmpty() || !theirs.equals(ids(ApiClients.parse(right)))) {
            throw new IllegalStateException("%s and %s show different connectors".formatted(ofApi, ofBare));
        }
        bytes[0] += left.length;
        bytes[1] += right.length;
    }

    /** Of a connector, a page of the API, or the peer's array. */
    private static List<String> ids(JsonNode answer) {
        JsonNode items = answer.has("items") ? answer.path("items") : answer;
        var ids = new ArrayList<String>();
        for (JsonNode item : items.isArray() ? items : ApiClients.arrayOf(items)) {
            ids.add(item.path("id").asText());
        }
        return ids;
    }

    private static int pad(long[] bytes) {
        return Math.toIntExact(Math.max(0, (bytes[0] - bytes[1]) / SAMPLES));
    }

    private static String text(long[] bytes) {
        return "%d of the API, %d of the peer before blanks".formatted(bytes[0] / SAMPLES, bytes[1] / SAMPLES);
    }
}
