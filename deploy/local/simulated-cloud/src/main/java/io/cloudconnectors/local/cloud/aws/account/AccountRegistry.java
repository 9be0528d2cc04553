package io.cloudconnectors.local.cloud.aws.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/** The accounts as they are now. A reader sees one account whole; writers of the same account take turns. */
public final class AccountRegistry {
    private final ConcurrentMap<String, AwsAccount> accounts = new ConcurrentHashMap<>();

    public AccountRegistry(Collection<AwsAccount> accounts) {
        accounts.forEach(this::put);
    }

    public Optional<AwsAccount> find(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    public List<AwsAccount> all() {
        return List.copyOf(new TreeMap<>(accounts).values());
    }

    /** Adds the account, or takes the place of the one with its id. */
    public void put(AwsAccount account) {
        accounts.put(account.id(), account);
    }

    public Optional<AwsAccount> change(String id, UnaryOperator<AwsAccount> change) {
        return Optional.ofNullable(accounts.computeIfPresent(id, (key, account) -> change.apply(account)));
    }

    public boolean remove(String id) {
        return accounts.remove(id) != null;
    }
}
