package io.cloudconnectors.poller.provider.google;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.cloudconnectors.poller.pace.Pace;
import io.cloudconnectors.poller.pace.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The access token of a service account for the time of one run. It is asked for before the calls that need it: inside of
 * a call, a refused key looks like a failure of the server.
 */
final class GoogleSession {
    /** Cloud Asset Inventory takes no narrower one; what may be done is decided by the account's roles alone. */
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final GoogleClients clients;
    private final ServiceAccountCredentials credentials;
    private final Pace pace;
    private final String consumer;
    private final InstantSource clock;
    private volatile AccessToken token;

    /** Gets the first token. */
    GoogleSession(ServiceAccountKeyFile key, GoogleClients clients, Pace pace, InstantSource clock)
            throws TokenRefused, InterruptedException {
        this.clients = clients;
        this.pace = pace;
        this.consumer = consumer(key.clientEmail());
        this.clock = clock;
        this.credentials = ServiceAccountCredentials.newBuilder()
                .setClientEmail(key.clientEmail())
                .setPrivateKeyId(key.keyId())
                .setPrivateKey(key.privateKey())
                .setScopes(List.of(SCOPE))
                .setTokenServerUri(clients.endpoints().token())
                .setHttpTransportFactory(clients::tokenTransport)
                .setDefaultRetriesEnabled(false)
                .build();
        this.token = ask();
    }

    /**
     * A call with the token; when it is refused or about to expire, with a new one.
     *
     * @param service whose quota it is counted against: the first part of its host's name
     */
    <T> T call(String service, Function<String, ? extends Future<T>> started)
            throws CallFailed, TokenRefused, InterruptedException {
        AccessToken current = fresh();
        try {
            return clients.calls().answer(paced(service), () -> started.apply(current.getTokenValue()));
        } catch (CallFailed e) {
            if (!e.symptom().tokenRefused()) {
                throw e;
            }
        }
        String renewed = renew(current).getTokenValue();
        return clients.calls().answer(paced(service), () -> started.apply(renewed));
    }

    /** Quotas are those of the project that the account lives in, whichever it looks at. */
    private Calls.Paced paced(String service) {
        return new Calls.Paced(pace, new Quota(consumer, service, ""));
    }

    /** {@code <account>@<project>.iam.gserviceaccount.com}. */
    private static String consumer(String email) {
        return email.substring(email.indexOf('@') + 1);
    }

    private AccessToken fresh() throws TokenRefused, InterruptedException {
        AccessToken current = token;
        Date expires = current.getExpirationTime();
        Instant soon = clock.instant().plus(MARGIN);
        return expires != null && expires.toInstant().isBefore(soon) ? renew(current) : current;
    }

    /** Asks for another token, unless another slice has done so since this one was given out. */
    private synchronized AccessToken renew(AccessToken old) throws TokenRefused, InterruptedException {
        if (old.equals(token)) {
            token = ask();
        }
        return token;
    }

    private AccessToken ask() throws TokenRefused, InterruptedException {
        try {
            return clients.calls()
                    .answer(paced("oauth2"), () -> clients.threads().submit(credentials::refreshAccessToken));
        } catch (CallFailed e) {
            throw new TokenRefused(e.symptom());
        }
    }

    /** No token for the key. */
    @SuppressWarnings("serial")
    static final class TokenRefused extends Exception {
        private final Symptom symptom;

        TokenRefused(Symptom symptom) {
            super(String.valueOf(symptom.code()), null, false, false);
            this.symptom = symptom;
        }

        Symptom symptom() {
            return symptom;
        }
    }
}
