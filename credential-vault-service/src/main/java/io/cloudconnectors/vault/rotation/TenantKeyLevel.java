package io.cloudconnectors.vault.rotation;

import io.cloudconnectors.vault.envelope.Rewrapping;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.rotation.DataKeyRepository.Moved;
import io.cloudconnectors.vault.rotation.DataKeyRepository.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Wraps a tenant's data keys, and its fingerprint key, by a new version of the tenant's key; then the old ones go. */
final class TenantKeyLevel implements Pass.Level {
    private final Claim claim;
    private final Rewrapping keys;
    private final DataKeyRepository rows;
    private final int batch;
    private List<String> sources;
    private int source;
    private Row last = Row.FIRST;
    private long broken;

    TenantKeyLevel(Claim claim, Rewrapping keys, DataKeyRepository rows, int batch) {
        this.claim = claim;
        this.keys = keys;
        this.rows = rows;
        this.batch = batch;
        this.sources = sources();
    }

    private String tenant() {
        return claim.rotation().tenant();
    }

    private String target() {
        return claim.rotation().target();
    }

    /** Every version but the new one; what was put back under a retired one is nobody's to move. */
    private List<String> sources() {
        Set<String> retired = keys.retired(tenant());
        return versions().stream()
                .map(Rewrapping::tenantKeyName)
                .filter(name -> !retired.contains(name))
                .toList();
    }

    private List<Integer> versions() {
        return rows.tenantKeysBut(tenant(), Rewrapping.tenantKeyVersion(target()));
    }

    @Override
    public Pass.Plan prepare() {
        keys.makeTenantKey(tenant(), target());
        sources = sources();
        return new Pass.Plan(rows.countWrappedBy(tenant(), sources), sources);
    }

    @Override
    public Pass next() {
        try (Rewrapping.Tenant tenant = keys.tenant(tenant(), target())) {
            while (source < sources.size()) {
                List<Row> page = rows.afterWrappedBy(tenant(), sources.get(source), last, batch);
                if (!page.isEmpty()) {
                    last = page.getLast();
                    return new Pass.More(rows.replace(claim, moved(tenant, page)));
                }
                source++;
                last = Row.FIRST;
            }
            moveFingerprintKey(tenant);
        }
        return new Pass.Exhausted();
    }

    private List<Moved> moved(Rewrapping.Tenant tenant, List<Row> page) {
        List<Moved> moved = new ArrayList<>(page.size());
        for (Row row : page) {
            try {
                byte[] wrapped = tenant.dataKey(row.credential(), row.version(), row.generation(), row.wrapped());
                moved.add(new Moved(row, wrapped));
            } catch (UnsealException e) {
                broken++;
            }
        }
        return moved;
    }

    private void moveFingerprintKey(Rewrapping.Tenant tenant) {
        for (byte[] old : rows.fingerprintKeyNotBy(tenant(), target())) {
            try {
                rows.replaceFingerprintKey(tenant(), old, tenant.fingerprintKey(old));
            } catch (UnsealException e) {
                broken++;
            }
        }
    }

    @Override
    public long broken() {
        return broken;
    }

    @Override
    public boolean retire() {
        List<String> names = sources();
        boolean gone = names.isEmpty()
                || rows.retireTenantKeys(
                        tenant(),
                        names,
                        names.stream().map(Rewrapping::tenantKeyVersion).toList());
        if (gone) {
            keys.forget(tenant());
        }
        return gone;
    }
}
