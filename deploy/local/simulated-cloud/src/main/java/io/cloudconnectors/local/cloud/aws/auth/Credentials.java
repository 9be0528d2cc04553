package io.cloudconnectors.local.cloud.aws.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The keys that are valid now: the platform's, each account's administrator's, and the sessions minted here. */
public final class Credentials {
    /** Expired sessions are kept this long, so that their use is answered with "expired" rather than "unknown". */
    private static final Duration REMEMBER_EXPIRED = Duration.ofHours(1);

    private static final int TOKEN_BYTES = 264;

    private final InstantSource clock;
    private final ConcurrentMap<String, Credential> byKeyId = new ConcurrentHashMap<>();

    public Credentials(InstantSource clock) {
        this.clock = clock;
    }

    public void add(AccessKey key, Caller caller) {
        byKeyId.put(key.id(), new Credential(key, null, null, caller));
    }

    public void remove(AccessKey key) {
        byKeyId.remove(key.id());
    }

    /** A new session of that length. */
    public Credential mint(Caller.Session session, Duration length) {
        Instant now = clock.instant();
        byKeyId.values().removeIf(old -> old.expired(now.minus(REMEMBER_EXPIRED)));
        Credential credential =
                new Credential(AccessKey.temporary(), AccessKey.random(TOKEN_BYTES), now.plus(length), session);
        byKeyId.put(credential.key().id(), credential);
        return credential;
    }

    /** The sessions of that account's roles, expired ones too for as long as they are remembered. */
    public List<Credential> sessions(String accountId) {
        return byKeyId.values().stream()
                .filter(credential -> credential.caller() instanceof Caller.Session session
                        && session.accountId().equals(accountId))
                .toList();
    }

    /**
     * Lets the life of that account's sessions end now, as if their time were up.
     *
     * @return how many were still valid
     */
    public int endSessions(String accountId) {
        Instant now = clock.instant();
        List<Credential> valid = sessions(accountId).stream()
                .filter(session -> !session.expired(now))
                .toList();
        valid.forEach(session -> byKeyId.computeIfPresent(session.key().id(), (id, minted) -> minted.endedAt(now)));
        return valid.size();
    }

    Optional<Credential> find(String accessKeyId) {
        return Optional.ofNullable(byKeyId.get(accessKeyId));
    }
}
