package io.cloudconnectors.local.cloud.control;

import io.cloudconnectors.local.cloud.aws.account.AccountReader;
import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.account.Resources;
import io.cloudconnectors.local.cloud.aws.auth.AccessKey;
import io.cloudconnectors.local.cloud.aws.auth.Caller;
import io.cloudconnectors.local.cloud.aws.auth.Credential;
import io.cloudconnectors.local.cloud.aws.auth.Credentials;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.Faults;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The accounts with their administrators' keys, which are made when an account is added and live in memory alone. */
public final class Accounts {
    private final AccountReader reader;
    private final AccountRegistry registry;
    private final Credentials credentials;
    private final Faults faults;
    private final ConcurrentMap<String, AccessKey> administrators = new ConcurrentHashMap<>();

    public Accounts(AccountReader reader, AccountRegistry registry, Credentials credentials, Faults faults) {
        this.reader = reader;
        this.registry = registry;
        this.credentials = credentials;
        this.faults = faults;
    }

    public List<AwsAccount> all() {
        return registry.all();
    }

    public Optional<AwsAccount> find(String id) {
        return registry.find(id);
    }

    /** Adds an account, or puts it in the place of the one with its id; the administrator's key stays. */
    public void add(AwsAccount account) {
        registry.put(account);
        administrators.computeIfAbsent(account.id(), id -> {
            AccessKey key = AccessKey.longTerm();
            credentials.add(key, new Caller.Root(id, account.partition()));
            return key;
        });
        faults.liftAll(account.id());
        for (Fault fault : account.faults()) {
            faults.set(fault.inAccount(account.id()));
        }
    }

    /** @throws IllegalArgumentException when the text describes no possible account */
    public AwsAccount add(String yaml) {
        AwsAccount account = reader.account(yaml);
        add(account);
        return account;
    }

    /** Replaces all that the account holds; roles stay, they are changed through IAM. */
    public Optional<Resources> replaceResources(String id, String yaml) {
        return registry.change(id, account -> account.with(reader.resources(account, yaml)))
                .map(AwsAccount::resources);
    }

    public boolean remove(String id) {
        AccessKey key = administrators.remove(id);
        if (key != null) {
            credentials.remove(key);
        }
        faults.liftAll(id);
        return registry.remove(id);
    }

    /** What STS has minted for the account's roles. */
    public List<Credential> sessions(String id) {
        return credentials.sessions(id);
    }

    /** Lets the account's sessions end, as if their time were up; answers how many were still valid. */
    public int endSessions(String id) {
        return credentials.endSessions(id);
    }

    /** The key of the account's root user. */
    public Optional<AccessKey> administrator(String id) {
        return Optional.ofNullable(administrators.get(id));
    }
}
